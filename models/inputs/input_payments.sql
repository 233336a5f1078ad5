-- A view: it only picks from a table that is there already.
{{ config(materialized='view') }}

with

judged as (

    select * from {{ ref('control_payments_judged') }}

),

payments as (

    select
        account_key,
        invoice_key,
        payment_id,
        amount,
        payment_date,
        known_date
    from judged
    where rule_ids = ''

)

select * from payments
