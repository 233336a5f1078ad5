with

invoices as (

    select * from {{ ref('features_invoice_grain') }}

),

purchase_days as (

    select
        account_key,
        invoice_date,
        min(known_date) as known_date
    from invoices
    where is_purchase
    group by account_key, invoice_date

)

select * from purchase_days
