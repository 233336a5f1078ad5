-- A view: it only adds the few refused ids to a table that is there already.
{{ config(materialized='view') }}

with

judged as (

    select * from {{ ref('control_accounts_judged') }}

),

versions as (

    select * from {{ ref('control_account_versions') }}

),

refused as (

    {{ refused_ids('judged', 'versions', 'account_id') }}

),

account_references as (

    select
        account_id,
        account_key,
        bill_to_account_key,
        payment_terms_days,
        is_earliest,
        from_date,
        until_date
    from versions
    union all
    select
        account_id,
        cast(null as int) as account_key,
        cast(null as int) as bill_to_account_key,
        cast(null as int) as payment_terms_days,
        true as is_earliest,
        cast('0001-01-01' as date) as from_date,
        cast('9999-12-31' as date) as until_date
    from refused
    where account_id is not null

)

select * from account_references
