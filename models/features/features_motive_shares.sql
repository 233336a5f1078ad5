-- A view: its one reader joins it.
{{ config(materialized='view') }}

with

brand_periods as (

    select * from {{ ref('features_brand_periods') }}

),

delivered as (

    select
        as_of_date,
        count(discount_12m_amount) > 0 as has_discounts
    from brand_periods
    group by as_of_date

),

top_brands as (

    select
        as_of_date,
        account_key,
        brand,
        row_number() over (
            partition by as_of_date, account_key
            order by revenue_12m_amount desc nulls last, brand asc nulls last
        ) as brand_rank
    from brand_periods
    where brand is not null and revenue_12m_amount > 0

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
        cast(
            max(revenue_12m_amount) filter (
                where brand is not null and revenue_12m_amount > 0
            ) as double
        ) as top_brand_value,
        cast(
            sum(revenue_12m_amount) filter (
                where brand is not null and revenue_12m_amount > 0
            ) as double
        ) as branded_value
    from brand_periods
    group by as_of_date, account_key

),

motive_shares as (

    select
        sums.as_of_date,
        sums.account_key,
        top_brands.brand as top_brand,
        case
            when delivered.has_discounts and sums.list_value > 0
                then
                    round(
                        greatest(
                            least(sums.discount_value / nullif(sums.list_value, 0), 1), 0
                        ),
                        9
                    )
        end as discount_share,
        round(
            sums.premium_value
            / nullif(sums.low_value + sums.mid_value + sums.premium_value, 0),
            9
        ) as premium_tier_share,
        round(sums.top_brand_value / nullif(sums.branded_value, 0), 9)
            as top_brand_share
    from sums
    inner join delivered on sums.as_of_date = delivered.as_of_date
    left join top_brands
        on
            sums.as_of_date = top_brands.as_of_date
            and sums.account_key = top_brands.account_key
            and top_brands.brand_rank = 1

)

select * from motive_shares
