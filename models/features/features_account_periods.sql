with

dates as (

    select * from {{ ref('features_dates') }}

),

whole_months as (

    select
        dates.as_of_date,
        dates.start_12m_date,
        dates.start_24m_date,
        month_grain.invoice_month_date as period_date,
        month_grain.account_key,
        month_grain.net_amount,
        month_grain.margin_amount,
        month_grain.invoice_count,
        month_grain.purchase_day_count,
        month_grain.first_purchase_date,
        month_grain.last_purchase_date
    from {{ ref('features_account_month_grain') }} as month_grain
    inner join dates
        on
            month_grain.invoice_month_date < dates.as_of_month_date
            and month_grain.known_month_date < dates.as_of_month_date
            and month_grain.invoice_month_date <> dates.start_12m_month_date
            and month_grain.invoice_month_date <> dates.start_24m_month_date

),

part_months as (

    select
        dates.as_of_date,
        dates.start_12m_date,
        dates.start_24m_date,
        facts.invoice_date as period_date,
        facts.account_key,
        facts.net_amount,
        facts.margin_amount,
        facts.invoice_count,
        facts.purchase_day_count,
        facts.purchase_date as first_purchase_date,
        facts.purchase_date as last_purchase_date
    from {{ ref('features_invoice_facts') }} as facts
    inner join dates
        on
            facts.invoice_date <= dates.as_of_date
            and facts.known_date <= dates.as_of_date
            and (
                facts.invoice_month_date = dates.as_of_month_date
                or facts.invoice_month_date = dates.start_12m_month_date
                or facts.invoice_month_date = dates.start_24m_month_date
                or facts.known_month_date = dates.as_of_month_date
            )

),

periods as (

    select
        *,
        period_date > start_12m_date as is_last_12m,
        period_date > start_24m_date and period_date <= start_12m_date as is_prior_12m
    from (
        select * from whole_months
        union all
        select * from part_months
    ) as all_periods

),

account_periods as (

    select
        as_of_date,
        account_key,
        cast(sum(net_amount) as decimal(18, 2)) as lifetime_revenue_amount,
        cast(sum(margin_amount) as decimal(18, 2)) as lifetime_margin_amount,
        cast(sum(net_amount) filter (where is_last_12m) as decimal(18, 2))
            as revenue_12m_amount,
        cast(sum(net_amount) filter (where is_prior_12m) as decimal(18, 2))
            as revenue_prior_12m_amount,
        cast(sum(margin_amount) filter (where is_last_12m) as decimal(18, 2))
            as margin_12m_amount,
        cast(sum(invoice_count) filter (where is_last_12m) as bigint)
            as invoices_12m_count,
        cast(sum(purchase_day_count) as bigint) as purchase_day_count,
        min(first_purchase_date) as first_invoice_date,
        max(last_purchase_date) as last_invoice_date
    from periods
    group by as_of_date, account_key

)

select * from account_periods
