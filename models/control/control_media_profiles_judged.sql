{%- set typed_profiles = ref('control_media_profiles_typed') -%}

with

run_dates as (

    select last_fact_date from {{ ref('control_run_dates') }}

),

accounts as (

    select *
    from {{ ref('control_account_references') }}
    where is_earliest

),

linked as (

    select
        typed.*,
        coalesce(accounts.own_account_id, typed.account_id) as own_account_id
    from {{ typed_profiles }} as typed
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id

),

later_copies as (

    {{ later_copies(
        'linked',
        key=['own_account_id', 'measured_at'],
        columns=entity_columns('media_profiles'),
        event='typed.measured_at',
    ) }}

),

judged as (

    select
        typed.account_id,
        typed.source_file,
        accounts.match_route,
        accounts.account_key,
        typed.audience_size,
        typed.press_mentions,
        typed.source_row_number,
        cast(coalesce(typed.known_at, typed.measured_at) as date) as known_date,
        typed.measured_at,
        typed.known_at,
        {{ link_corrections([account_zeros()]) }},
        {{ judge_links(
            key='measured_at',
            parents={'account_id': 'account'},
            event='measured_at',
        ) }}
    from linked as typed
    cross join run_dates
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id
    {{ join_later_copies() }}

)

select * from judged
