{# Width of the 95 % interval in standard deviations of a normal distribution. #}
{% set z = 1.959964 %}

with

products as (

    select
        *,
        cast(complaints_12m_count as double) as complaint_value,
        cast(nullif(invoices_12m_count, 0) as double) as invoice_value
    from {{ ref('features_product_quality') }}

),

averages as (

    select
        cast(sum(complaints_12m_count) as double)
        / nullif(cast(sum(invoices_12m_count) as double), 0) as average_rate
    from products

),

bounds as (

    select
        *,
        complaint_value
        * power(
            1 - 1 / nullif(9 * complaint_value, 0)
            - {{ z }} / nullif(3 * sqrt(complaint_value), 0),
            3
        ) as lower_value,
        (complaint_value + 1)
        * power(
            1 - 1 / nullif(9 * (complaint_value + 1), 0)
            + {{ z }} / nullif(3 * sqrt(complaint_value + 1), 0),
            3
        ) as upper_value
    from products

),

rates as (

    select
        *,
        complaint_value / nullif(invoice_value, 0) as rate,
        case when complaint_value = 0 then 0 else lower_value end
        / nullif(invoice_value, 0) as lower_rate,
        upper_value / nullif(invoice_value, 0) as upper_rate
    from bounds

),

product_quality as (

    select
        rates.product_id,
        rates.product_name,
        rates.product_category,
        rates.complaints_12m_count,
        rates.invoices_12m_count,
        round(100 * rates.rate, 9) as complaints_per_100_invoices_value,
        round(100 * rates.lower_rate, 9) as complaints_per_100_invoices_value_low,
        round(100 * rates.upper_rate, 9) as complaints_per_100_invoices_value_high,
        round(100 * rates.rate / nullif(averages.average_rate, 0), 9)
            as complaint_index,
        rates.revenue_12m_amount,
        rates.account_count,
        case
            when rates.complaints_12m_count is not null
                then coalesce(rates.lower_rate > averages.average_rate, false)
        end as is_remarkable,
        rates.as_of_date
    from rates
    cross join averages

)

select * from product_quality
