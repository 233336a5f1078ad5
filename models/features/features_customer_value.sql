with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

customer_value as (

    select
        as_of_date,
        account_key,
        cast(null as decimal(18, 2)) as revenue_12m_amount,
        cast(null as decimal(18, 2)) as revenue_prior_12m_amount,
        cast(null as decimal(18, 2)) as lifetime_revenue_amount,
        cast(null as decimal(18, 2)) as margin_12m_amount,
        cast(null as decimal(18, 2)) as margin_prior_12m_amount,
        cast(null as decimal(18, 2)) as lifetime_margin_amount,
        cast(null as double) as margin_share,
        cast(null as decimal(18, 2)) as profit_12m_amount,
        cast(null as decimal(18, 2)) as profit_prior_12m_amount,
        cast(null as decimal(18, 2)) as lifetime_profit_amount
    from attributes

)

select * from customer_value
