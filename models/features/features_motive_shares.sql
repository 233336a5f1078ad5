-- A view: its one reader joins it.
{{ config(materialized='view') }}

with

brand_periods as (

    select * from {{ ref('features_brand_periods') }}
    where brand_key is not null and revenue_12m_amount > 0

),

brands as (

    select distinct
        brand_key,
        brand
    from {{ ref('features_assortments') }}

),

sums as (

    select
        as_of_date,
        account_key,
        cast(greatest(coalesce(discount_12m_amount, 0), 0) as double)
            as discount_value,
        cast(revenue_12m_amount + coalesce(discount_12m_amount, 0) as double)
            as list_value,
        {% for tier in ['low', 'mid', 'premium'] %}
            cast(greatest(coalesce({{ tier }}_12m_amount, 0), 0) as double)
                as {{ tier }}_value,
        {% endfor %}
        count(discount_12m_amount) over (partition by as_of_date) > 0 as has_discounts
    from {{ ref('features_tier_periods') }}

),

brand_sums as (

    select
        as_of_date,
        account_key,
        max(revenue_12m_amount) as max_brand_amount,
        sum(revenue_12m_amount) as sum_brand_amount
    from brand_periods
    group by as_of_date, account_key

),

top_brands as (

    select
        brand_sums.as_of_date,
        brand_sums.account_key,
        max(brand_sums.max_brand_amount) as max_brand_amount,
        max(brand_sums.sum_brand_amount) as sum_brand_amount,
        min(brand_periods.brand_key) as brand_key
    from brand_sums
    inner join brand_periods
        on
            brand_sums.as_of_date = brand_periods.as_of_date
            and brand_sums.account_key = brand_periods.account_key
            and brand_sums.max_brand_amount = brand_periods.revenue_12m_amount
    group by brand_sums.as_of_date, brand_sums.account_key

),

motive_shares as (

    select
        sums.as_of_date,
        sums.account_key,
        brands.brand as top_brand,
        case
            when sums.has_discounts and sums.list_value > 0
                then
                    round(least(sums.discount_value / nullif(sums.list_value, 0), 1), 9)
        end as discount_share,
        round(
            sums.premium_value
            / nullif(sums.low_value + sums.mid_value + sums.premium_value, 0),
            9
        ) as premium_tier_share,
        round(
            cast(top_brands.max_brand_amount as double)
            / nullif(cast(top_brands.sum_brand_amount as double), 0),
            9
        ) as top_brand_share
    from sums
    left join top_brands
        on
            sums.as_of_date = top_brands.as_of_date
            and sums.account_key = top_brands.account_key
    left join brands on top_brands.brand_key = brands.brand_key

)

select * from motive_shares
