-- A view: it only adds a few ids to a table that is there already.
{{ config(materialized='view') }}

with

judged as (

    select * from {{ ref('control_accounts_judged') }}

),

versions as (

    select * from {{ ref('control_account_versions') }}

),

aliases as (

    select * from {{ ref('control_account_aliases') }}

),

refused as (

    {{ refused_ids('judged', 'versions', 'account_id') }}

),

account_references as (

    select
        account_id,
        account_id as own_account_id,
        'account_id' as match_route,
        account_key,
        bill_to_account_key,
        payment_terms_days,
        is_earliest,
        from_date,
        until_date
    from versions
    union all
    select
        aliases.alias_id as account_id,
        versions.account_id as own_account_id,
        aliases.match_route,
        versions.account_key,
        versions.bill_to_account_key,
        versions.payment_terms_days,
        versions.is_earliest,
        versions.from_date,
        versions.until_date
    from aliases
    inner join versions on aliases.account_id = versions.account_id
    union all
    select
        refused.account_id,
        cast(null as string) as own_account_id,
        cast(null as string) as match_route,
        cast(null as int) as account_key,
        cast(null as int) as bill_to_account_key,
        cast(null as int) as payment_terms_days,
        true as is_earliest,
        cast('0001-01-01' as date) as from_date,
        cast('9999-12-31' as date) as until_date
    from refused
    left join aliases on refused.account_id = aliases.alias_id
    where refused.account_id is not null and aliases.alias_id is null

)

select * from account_references
