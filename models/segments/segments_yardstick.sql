with

scoring as (

    select * from {{ ref('features_scoring') }}

),

yardstick as (

    select
        account_key,
        account_id,
        cast(days_since_last_invoice as double) as days_since_last_invoice,
        cast(days_since_first_invoice as double) as days_since_first_invoice,
        cast(invoices_12m_count as double) as invoices_12m_count,
        cast(categories_12m_count as double) as categories_12m_count,
        cast(margin_12m_amount as double) as margin_12m_amount,
        days_late_value,
        revenue_trend_value,
        satisfaction_value
    from scoring
    where has_bought

)

select * from yardstick
