-- A view: its one reader adds ratios to it. Not by brand: that is six times the rows.
{{ config(materialized='view') }}

with

dates as (

    select * from {{ ref('features_dates') }}

),

assortments as (

    select distinct
        assortment_key,
        price_tier
    from {{ ref('features_assortments') }}

),

tier_periods as (

    select
        dates.as_of_date,
        sales.account_key,
        {% for tier in ['low', 'mid', 'premium'] %}
            cast(
                sum(sales.net_amount) filter (
                    where assortments.price_tier = '{{ tier }}'
                ) as decimal(18, 2)
            ) as {{ tier }}_12m_amount,
        {% endfor %}
        cast(sum(sales.net_amount) as decimal(18, 2)) as revenue_12m_amount,
        cast(sum(sales.discount_amount) as decimal(18, 2)) as discount_12m_amount
    from {{ ref('features_assortment_grain') }} as sales
    inner join assortments on sales.assortment_key = assortments.assortment_key
    inner join dates
        on
            sales.invoice_period_date > dates.start_12m_date
            and sales.invoice_period_date <= dates.as_of_date
            and sales.known_period_date <= dates.as_of_date
    group by dates.as_of_date, sales.account_key

)

select * from tier_periods
