with

facts as (

    select * from {{ ref('features_invoice_facts') }}

),

account_months as (

    select
        account_key,
        cast(sum(net_amount) as decimal(18, 2)) as net_amount,
        cast(sum(margin_amount) as decimal(18, 2)) as margin_amount,
        cast(sum(invoice_count) as bigint) as invoice_count,
        cast(sum(purchase_day_count) as bigint) as purchase_day_count,
        invoice_month_date,
        known_month_date,
        min(purchase_date) as first_purchase_date,
        max(purchase_date) as last_purchase_date
    from facts
    group by account_key, invoice_month_date, known_month_date

)

select * from account_months
