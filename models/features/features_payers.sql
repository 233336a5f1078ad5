-- A view: its one reader joins it.
{{ config(materialized='view') }}

with

relations as (

    select * from {{ ref('features_payment_relations') }}

),

sums as (

    select
        as_of_date,
        bill_to_account_key,
        sum(due_invoices_12m_count) as due_invoices_12m_count,
        cast(sum(late_invoices_12m_count) as double) as late_invoices_value,
        cast(sum(due_12m_amount) as double) as due_value,
        cast(sum(due_6m_amount) as double) as due_6m_value,
        cast(sum(due_12m_amount - due_6m_amount) as double) as due_before_value,
        cast(sum(late_amount_days_value) as double) as late_days_value,
        cast(sum(coalesce(late_amount_days_6m_value, 0)) as double)
            as late_days_6m_value,
        cast(
            sum(late_amount_days_value - coalesce(late_amount_days_6m_value, 0))
            as double
        ) as late_days_before_value,
        cast(sum(recent_amount_value) as double) as recent_value,
        cast(sum(recent_late_amount_days_value) as double) as recent_late_days_value,
        cast(sum(open_amount) as decimal(18, 2)) as open_amount
    from relations
    group by as_of_date, bill_to_account_key

),

payers as (

    select
        as_of_date,
        bill_to_account_key,
        cast(due_invoices_12m_count as bigint) as due_invoices_12m_count,
        open_amount as payer_open_amount,
        round(late_invoices_value / nullif(due_invoices_12m_count, 0), 9)
            as late_invoice_share,
        round(late_days_value / nullif(due_value, 0), 9) as days_late_value,
        round(recent_late_days_value / nullif(recent_value, 0), 9)
            as days_late_recent_value,
        round(
            late_days_6m_value / nullif(due_6m_value, 0)
            - late_days_before_value / nullif(due_before_value, 0),
            9
        ) as days_late_trend_value
    from sums

)

select * from payers
