with

attributes as (

    select
        as_of_date,
        account_key
    from {{ ref('features_account_attributes') }}

),

category_periods as (

    select * from {{ ref('features_category_periods') }}

),

positive_periods as (

    select
        as_of_date,
        account_key,
        greatest(revenue_12m_amount, 0) as revenue_12m_amount,
        revenue_12m_amount > 0 as is_bought,
        revenue_12m_amount > 0 and revenue_before_amount <= 0 as is_new,
        revenue_12m_amount > 0 or revenue_before_amount > 0 as is_ever_bought
    from category_periods

),

summed as (

    select
        as_of_date,
        account_key,
        count_if(is_bought) as categories_12m_count,
        count_if(is_new) as new_categories_12m_count,
        count_if(is_ever_bought) as categories_lifetime_count,
        cast(sum(revenue_12m_amount) as double) as revenue_12m_value,
        cast(max(revenue_12m_amount) as double) as top_category_value,
        cast(sum(revenue_12m_amount * revenue_12m_amount) as double) as squared_value
    from positive_periods
    group by as_of_date, account_key

),

cross_sales as (

    select
        attributes.as_of_date,
        attributes.account_key,
        cast(coalesce(summed.categories_12m_count, 0) as bigint)
            as categories_12m_count,
        cast(coalesce(summed.new_categories_12m_count, 0) as bigint)
            as new_categories_12m_count,
        cast(coalesce(summed.categories_lifetime_count, 0) as bigint)
            as categories_lifetime_count,
        round(summed.top_category_value / nullif(summed.revenue_12m_value, 0), 9)
            as top_category_share,
        round(
            summed.squared_value
            / nullif(summed.revenue_12m_value * summed.revenue_12m_value, 0),
            9
        ) as category_concentration_share
    from attributes
    left join summed
        on
            attributes.as_of_date = summed.as_of_date
            and attributes.account_key = summed.account_key

)

select * from cross_sales
