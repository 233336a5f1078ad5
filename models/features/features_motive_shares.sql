-- A view: its one reader joins it.
{{ config(materialized='view') }}

with

brand_periods as (

    select * from {{ ref('features_brand_periods') }}

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
        cast(coalesce(sum(discount_12m_amount), 0) as double) as discount_value,
        cast(
            sum(revenue_12m_amount) + coalesce(sum(discount_12m_amount), 0) as double
        ) as list_value,
        {% for tier in ['low', 'mid', 'premium'] %}
            cast(greatest(coalesce(sum({{ tier }}_12m_amount), 0), 0) as double)
                as {{ tier }}_value,
        {% endfor %}
        {% for figure in ['max', 'sum'] %}
            {{ figure }}(revenue_12m_amount) filter (
                where brand_key is not null and revenue_12m_amount > 0
            ) as {{ figure }}_brand_amount,
        {% endfor %}
        sum(count(discount_12m_amount)) over (partition by as_of_date) > 0
            as has_discounts
    from brand_periods
    group by as_of_date, account_key

),

top_brands as (

    select
        sums.as_of_date,
        sums.account_key,
        min(brand_periods.brand_key) as brand_key
    from sums
    inner join brand_periods
        on
            sums.as_of_date = brand_periods.as_of_date
            and sums.account_key = brand_periods.account_key
            and sums.max_brand_amount = brand_periods.revenue_12m_amount
    group by sums.as_of_date, sums.account_key

),

motive_shares as (

    select
        sums.as_of_date,
        sums.account_key,
        brands.brand as top_brand,
        case
            when sums.has_discounts and sums.list_value > 0
                then
                    round(
                        least(
                            greatest(sums.discount_value, 0)
                            / nullif(sums.list_value, 0),
                            1
                        ),
                        9
                    )
        end as discount_share,
        round(
            sums.premium_value
            / nullif(sums.low_value + sums.mid_value + sums.premium_value, 0),
            9
        ) as premium_tier_share,
        round(
            cast(sums.max_brand_amount as double)
            / nullif(cast(sums.sum_brand_amount as double), 0),
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
