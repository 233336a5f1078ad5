with

dates as (

    select * from {{ ref('features_dates') }}

),

lines as (

    select * from {{ ref('input_invoice_lines') }}

),

whole_months as (

    select
        dates.as_of_date,
        month_grain.account_key,
        month_grain.category_key,
        month_grain.net_amount,
        month_grain.invoice_month_date > dates.start_12m_date as is_last_12m
    from {{ ref('features_category_month_grain') }} as month_grain
    inner join dates
        on
            month_grain.invoice_month_date < dates.as_of_month_date
            and month_grain.known_month_date < dates.as_of_month_date
            and month_grain.invoice_month_date <> dates.start_12m_month_date

),

part_months as (

    select
        part_month_dates.as_of_date,
        lines.account_key,
        lines.category_key,
        lines.net_amount,
        lines.invoice_date > part_month_dates.start_12m_date as is_last_12m
    from lines
    inner join {{ ref('features_part_months') }} as part_month_dates
        on {{ month_of('lines.invoice_date') }} = part_month_dates.month_date
    where
        lines.invoice_date <= part_month_dates.as_of_date
        and lines.known_date <= part_month_dates.as_of_date

),

late_known_months as (

    select
        dates.as_of_date,
        lines.account_key,
        lines.category_key,
        lines.net_amount,
        lines.invoice_date > dates.start_12m_date as is_last_12m
    from lines
    inner join dates on {{ month_of('lines.known_date') }} = dates.as_of_month_date
    where
        lines.known_date <= dates.as_of_date
        and lines.invoice_date < dates.as_of_month_date
        and {{ month_of('lines.invoice_date') }} <> dates.start_12m_month_date

),

periods as (

    select * from whole_months
    union all
    select * from part_months
    union all
    select * from late_known_months

),

category_periods as (

    select
        as_of_date,
        account_key,
        category_key,
        cast(coalesce(sum(net_amount) filter (where is_last_12m), 0) as decimal(18, 2))
            as revenue_12m_amount,
        cast(
            coalesce(sum(net_amount) filter (where not is_last_12m), 0)
            as decimal(18, 2)
        ) as revenue_before_amount
    from periods
    group by as_of_date, account_key, category_key

)

select * from category_periods
