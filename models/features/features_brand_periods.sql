{% set tiers = ['low', 'mid', 'premium'] %}

with

sales as (

    select * from {{ ref('features_assortment_periods') }}

),

assortments as (

    select distinct
        assortment_key,
        brand,
        price_tier
    from {{ ref('features_assortments') }}

),

brand_periods as (

    select
        sales.as_of_date,
        sales.account_key,
        assortments.brand,
        cast(sum(sales.revenue_12m_amount) as decimal(18, 2)) as revenue_12m_amount,
        cast(sum(sales.discount_12m_amount) as decimal(18, 2)) as discount_12m_amount
        {%- for tier in tiers %},
            cast(
                sum(sales.revenue_12m_amount) filter (
                    where assortments.price_tier = '{{ tier }}'
                ) as decimal(18, 2)
            ) as {{ tier }}_12m_amount
        {%- endfor %}
    from sales
    inner join assortments on sales.assortment_key = assortments.assortment_key
    group by sales.as_of_date, sales.account_key, assortments.brand

)

select * from brand_periods
