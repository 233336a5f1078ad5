-- A view: it only picks from a table that is there already.
{{ config(materialized='view') }}

with

judged as (

    select * from {{ ref('control_invoices_judged') }}

),

valid as (

    select *
    from judged
    where rule_ids = ''

),

refused as (

    {{ refused_ids('judged', 'valid', 'invoice_id') }}

),

invoice_references as (

    select
        invoice_id,
        invoice_key,
        account_key,
        invoice_date,
        known_date
    from valid
    union all
    select
        invoice_id,
        cast(null as int) as invoice_key,
        cast(null as int) as account_key,
        cast(null as date) as invoice_date,
        cast(null as date) as known_date
    from refused
    where invoice_id is not null

)

select * from invoice_references
