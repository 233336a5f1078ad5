with

lines as (

    select * from {{ ref('input_invoice_lines') }}

),

assortments as (

    select * from {{ ref('features_assortments') }}

),

periods as (

    select * from {{ ref('features_periods') }}

),

sorted_lines as (

    select
        lines.account_key,
        case
            when invoice_periods.is_in_12m then assortments.assortment_key
            else assortments.category_assortment_key
        end as assortment_key,
        lines.net_amount,
        lines.discount_amount,
        invoice_periods.period_date as invoice_period_date,
        known_periods.period_date as known_period_date
    from lines
    inner join assortments on lines.product_key = assortments.product_key
    inner join periods as invoice_periods
        on lines.invoice_date = invoice_periods.fact_date
    inner join periods as known_periods on lines.known_date = known_periods.fact_date

),

assortment_grain as (

    select
        account_key,
        assortment_key,
        cast(sum(net_amount) as decimal(18, 2)) as net_amount,
        cast(sum(discount_amount) as decimal(18, 2)) as discount_amount,
        invoice_period_date,
        known_period_date
    from sorted_lines
    group by account_key, assortment_key, invoice_period_date, known_period_date

)

select * from assortment_grain
