with

dates as (

    select * from {{ ref('features_dates') }}

),

assortments as (

    select distinct
        assortment_key,
        brand_key
    from {{ ref('features_assortments') }}

),

brand_periods as (

    select
        dates.as_of_date,
        sales.account_key,
        assortments.brand_key,
        cast(sum(sales.net_amount) as decimal(18, 2)) as revenue_12m_amount
    from {{ ref('features_assortment_grain') }} as sales
    inner join assortments on sales.assortment_key = assortments.assortment_key
    inner join dates
        on
            sales.invoice_period_date > dates.start_12m_date
            and sales.invoice_period_date <= dates.as_of_date
            and sales.known_period_date <= dates.as_of_date
    group by dates.as_of_date, sales.account_key, assortments.brand_key

)

select * from brand_periods
