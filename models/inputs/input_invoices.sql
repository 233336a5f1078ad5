-- A view: it only picks from tables that are there already.
{{ config(materialized='view') }}

with

judged as (

    select * from {{ ref('control_invoices_judged') }}

),

credit_links as (

    select * from {{ ref('control_credit_links') }}

),

invoices as (

    select
        judged.invoice_key,
        judged.account_key,
        judged.bill_to_account_key,
        credit_links.credited_invoice_key,
        judged.invoice_id,
        judged.account_id,
        judged.order_id,
        judged.sales_channel,
        judged.campaign_id,
        judged.is_credit_note,
        judged.is_disputed,
        judged.invoice_date,
        judged.due_date,
        judged.order_date,
        judged.known_date,
        judged.known_at
    from judged
    left join credit_links on judged.invoice_key = credit_links.invoice_key
    where judged.rule_ids = ''

)

select * from invoices
