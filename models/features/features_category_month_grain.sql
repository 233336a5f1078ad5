with

lines as (

    select * from {{ ref('input_invoice_lines') }}

),

periods as (

    select * from {{ ref('features_periods') }}

),

category_months as (

    select
        lines.account_key,
        lines.category_key,
        cast(sum(lines.net_amount) as decimal(18, 2)) as net_amount,
        invoice_periods.period_date as invoice_period_date,
        known_periods.period_date as known_period_date
    from lines
    inner join periods as invoice_periods
        on lines.invoice_date = invoice_periods.fact_date
    inner join periods as known_periods on lines.known_date = known_periods.fact_date
    group by
        lines.account_key,
        lines.category_key,
        invoice_periods.period_date,
        known_periods.period_date

)

select * from category_months
