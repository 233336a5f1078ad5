with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

account_periods as (

    select * from {{ ref('features_account_periods') }}

),

joined as (

    select
        attributes.as_of_date,
        attributes.account_key,
        coalesce(account_periods.invoices_12m_count, 0) as invoices_12m_count,
        coalesce(account_periods.purchase_day_count, 0) as purchase_day_count,
        coalesce(account_periods.revenue_12m_amount, 0) as revenue_12m_amount,
        coalesce(account_periods.revenue_prior_12m_amount, 0)
            as revenue_prior_12m_amount,
        account_periods.margin_12m_amount,
        coalesce(account_periods.lifetime_revenue_amount, 0) as lifetime_revenue_amount,
        account_periods.lifetime_margin_amount,
        account_periods.first_invoice_date,
        account_periods.last_invoice_date,
        {{ dbt.datediff(
            'account_periods.last_invoice_date', 'attributes.as_of_date', 'day'
        ) }} as days_since_last_invoice,
        {{ dbt.datediff(
            'account_periods.first_invoice_date', 'attributes.as_of_date', 'day'
        ) }} as days_since_first_invoice
    from attributes
    left join account_periods
        on
            attributes.as_of_date = account_periods.as_of_date
            and attributes.account_key = account_periods.account_key

),

rhythm as (

    select
        *,
        round(
            cast(days_since_first_invoice - days_since_last_invoice as double)
            / nullif(greatest(purchase_day_count - 1, 0), 0),
            9
        ) as days_between_purchases_value,
        greatest(revenue_12m_amount, 0) as positive_revenue,
        greatest(revenue_prior_12m_amount, 0) as positive_prior_revenue
    from joined

),

consumption as (

    select
        as_of_date,
        account_key,
        cast(invoices_12m_count as bigint) as invoices_12m_count,
        cast(purchase_day_count as bigint) as purchase_day_count,
        cast(days_since_last_invoice as int) as days_since_last_invoice,
        cast(days_since_first_invoice as int) as days_since_first_invoice,
        cast(revenue_12m_amount as decimal(18, 2)) as revenue_12m_amount,
        cast(revenue_prior_12m_amount as decimal(18, 2)) as revenue_prior_12m_amount,
        cast(
            coalesce(margin_12m_amount, case when revenue_12m_amount = 0 then 0 end)
            as decimal(18, 2)
        ) as margin_12m_amount,
        cast(lifetime_revenue_amount as decimal(18, 2)) as lifetime_revenue_amount,
        cast(
            coalesce(
                lifetime_margin_amount, case when lifetime_revenue_amount = 0 then 0 end
            ) as decimal(18, 2)
        ) as lifetime_margin_amount,
        cast(
            revenue_12m_amount / nullif(greatest(invoices_12m_count, 0), 0)
            as decimal(18, 2)
        ) as revenue_per_invoice_amount,
        days_between_purchases_value,
        round(days_since_last_invoice / nullif(days_between_purchases_value, 0), 9)
            as silence_in_rhythms_value,
        round(
            cast(positive_revenue - positive_prior_revenue as double)
            / nullif(cast(positive_revenue + positive_prior_revenue as double), 0),
            9
        ) as revenue_trend_value,
        first_invoice_date,
        last_invoice_date
    from rhythm

)

select * from consumption
