-- A view: its one reader sums it. The dates stand side by side, then below each other, as
-- in features_category_periods.
{{ config(materialized='view') }}
{# The scoring date, the months before it, the dates of the model and verification datasets. #}
{% set date_numbers = range(1, var('history_months') + 4) %}

with

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
        min(start_12m_date) as earliest_start_date
    from numbered_dates

),

sums_side_by_side as (

    select
        {% for number in date_numbers %}
            {% for amount in ['net', 'discount'] %}
                sum(sales.{{ amount }}_amount) filter (
                    where sales.invoice_period_date > dates.start_12m_date_{{ number }}
                    and sales.invoice_period_date <= dates.as_of_date_{{ number }}
                    and sales.known_period_date <= dates.as_of_date_{{ number }}
                ) as {{ amount }}_amount_{{ number }},
            {% endfor %}
        {% endfor %}
        sales.account_key,
        sales.assortment_key
    from {{ ref('features_assortment_month_grain') }} as sales
    inner join dates_side_by_side as dates
        on sales.invoice_period_date > dates.earliest_start_date
    group by sales.account_key, sales.assortment_key

),

assortment_periods as (

    {% for number in date_numbers %}
        select
            numbered_dates.as_of_date,
            sums.account_key,
            sums.assortment_key,
            cast(sums.net_amount_{{ number }} as decimal(18, 2)) as revenue_12m_amount,
            cast(sums.discount_amount_{{ number }} as decimal(18, 2))
                as discount_12m_amount
        from sums_side_by_side as sums
        inner join numbered_dates on numbered_dates.date_number = {{ number }}
        where sums.net_amount_{{ number }} is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from assortment_periods
