-- A view: its one reader sums it. The dates stand side by side, then below each other:
-- joined with the dates, three times as many rows would go into three times the groups.
{{ config(materialized='view') }}
{# The scoring date, the months before it, and the dates of two datasets. #}
{% set date_numbers = range(1, var('history_months') + 4) %}

with

assortments as (

    select distinct
        assortment_key,
        category_key
    from {{ ref('features_assortments') }}

),

numbered_dates as (

    select
        as_of_date,
        start_12m_date,
        row_number() over (order by as_of_date desc nulls last) as date_number
    from {{ ref('features_dates') }}

),

dates_side_by_side as (

    select
        {% for number in date_numbers %}
            min(as_of_date) filter (where date_number = {{ number }})
                as as_of_date_{{ number }},
            min(start_12m_date) filter (where date_number = {{ number }})
                as start_12m_date_{{ number }},
        {% endfor %}
        count(*) as date_count
    from numbered_dates

),

sums_side_by_side as (

    select
        {% for number in date_numbers %}
            sum(sales.net_amount) filter (
                where sales.invoice_period_date > dates.start_12m_date_{{ number }}
                and sales.invoice_period_date <= dates.as_of_date_{{ number }}
                and sales.known_period_date <= dates.as_of_date_{{ number }}
            ) as revenue_12m_amount_{{ number }},
            sum(sales.net_amount) filter (
                where sales.invoice_period_date <= dates.start_12m_date_{{ number }}
                and sales.known_period_date <= dates.as_of_date_{{ number }}
            ) as revenue_before_amount_{{ number }},
        {% endfor %}
        sales.account_key,
        assortments.category_key
    from {{ ref('features_assortment_grain') }} as sales
    inner join assortments on sales.assortment_key = assortments.assortment_key
    cross join dates_side_by_side as dates
    group by sales.account_key, assortments.category_key

),

category_periods as (

    {% for number in date_numbers %}
        select
            numbered_dates.as_of_date,
            sums.account_key,
            sums.category_key,
            cast(coalesce(sums.revenue_12m_amount_{{ number }}, 0) as decimal(18, 2))
                as revenue_12m_amount,
            cast(coalesce(sums.revenue_before_amount_{{ number }}, 0) as decimal(18, 2))
                as revenue_before_amount
        from sums_side_by_side as sums
        inner join numbered_dates on numbered_dates.date_number = {{ number }}
        where
            sums.revenue_12m_amount_{{ number }} is not null
            or sums.revenue_before_amount_{{ number }} is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from category_periods
