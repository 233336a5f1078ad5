{%- set typed_referrals = ref('control_referrals_typed') -%}

with

run_dates as (

    select last_fact_date from {{ ref('control_run_dates') }}

),

accounts as (

    select *
    from {{ ref('control_account_references') }}
    where is_earliest

),

later_copies as (

    {{ later_copies(
        typed_referrals,
        key=['referral_id'],
        columns=entity_columns('referrals'),
        event='typed.referred_at',
    ) }}

),

judged as (

    select
        typed.referral_id,
        referred_accounts.own_account_id as referred_account_id,
        {{ dropped_references({
            'referred_account_id': 'referred_accounts.own_account_id',
        }) }},
        typed.source_file,
        accounts.match_route,
        accounts.account_key,
        typed.source_row_number,
        typed.is_converted,
        cast(coalesce(typed.known_at, typed.referred_at) as date) as known_date,
        typed.referred_at,
        typed.known_at,
        {{ link_corrections([account_zeros()]) }},
        {{ judge_links(
            key='referral_id',
            parents={'account_id': 'account'},
            event='referred_at',
        ) }}
    from {{ typed_referrals }} as typed
    cross join run_dates
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id
    left join accounts as referred_accounts
        on
            {{ account_alias('typed.referred_account_id') }}
            = referred_accounts.account_id
    {{ join_later_copies() }}

)

select * from judged
