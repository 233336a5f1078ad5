with

scoring as (

    select * from {{ ref('features_scoring') }}
    where has_bought

),

ranked_values as (

    select
        account_key,
        'r' as dimension,
        cast(-days_since_last_invoice as decimal(18, 2)) as ranked_value,
        as_of_date
    from scoring
    union all
    select
        account_key,
        'f' as dimension,
        cast(invoices_12m_count as decimal(18, 2)) as ranked_value,
        as_of_date
    from scoring
    where invoices_12m_count > 0
    union all
    select
        account_key,
        'm' as dimension,
        revenue_12m_amount as ranked_value,
        as_of_date
    from scoring
    where revenue_12m_amount > 0

)

select * from ranked_values
