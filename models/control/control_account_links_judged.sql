{%- set typed_links = ref('control_account_links_typed') -%}

with

valid_accounts as (

    select
        account_id,
        account_key
    from {{ ref('control_account_versions') }}
    where is_earliest

),

refused as (

    select distinct account_id
    from {{ ref('control_accounts_judged') }}
    where rule_ids <> ''

),

accounts as (

    select
        account_id,
        account_key
    from valid_accounts
    union all
    select
        refused.account_id,
        cast(null as int) as account_key
    from refused
    left join valid_accounts on refused.account_id = valid_accounts.account_id
    where valid_accounts.account_id is null

),

later_copies as (

    {{ later_copies(
        typed_links,
        key=['source_id', 'source_system'],
        columns=entity_columns('account_links'),
        event='typed.source_id',
    ) }}

),

judged as (

    select
        typed.source_system,
        typed.source_id,
        typed.account_id,
        typed.source_file,
        accounts.account_key,
        typed.source_row_number,
        typed.corrections,
        {{ judge_links(
            key='source_id',
            parents={'account_id': 'account'},
        ) }}
    from {{ typed_links }} as typed
    left join accounts on typed.account_id = accounts.account_id
    {{ join_later_copies() }}

)

select * from judged
