with

dates as (

    select * from {{ ref('features_dates') }}

),

consumption as (

    select * from {{ ref('features_consumption') }}

),

account_periods as (

    select * from {{ ref('features_account_periods') }}

),

served as (

    select
        attributes.as_of_date,
        attributes.account_key,
        attributes.cost_to_serve_amount,
        -- 365.25 days: the mean year with its leap days
        attributes.cost_to_serve_amount * greatest(
            cast(coalesce(lifetime.days_as_customer, 0) as decimal(9, 2)) / 365.25, 1
        ) as lifetime_cost_value,
        attributes.cost_to_serve_amount * cast(
            coalesce(
                lifetime.days_as_customer
                >= {{ dbt.datediff(
                    'dates.start_12m_date', 'dates.as_of_date', 'day'
                ) }},
                false
            ) as int
        ) as prior_cost_value
    from {{ ref('features_account_attributes') }} as attributes
    inner join dates on attributes.as_of_date = dates.as_of_date
    inner join {{ ref('features_lifetime') }} as lifetime
        on
            attributes.as_of_date = lifetime.as_of_date
            and attributes.account_key = lifetime.account_key

),

earned as (

    select
        consumption.*,
        coalesce(
            account_periods.margin_prior_12m_amount,
            case when consumption.revenue_prior_12m_amount = 0 then 0 end
        ) as margin_prior_12m_amount
    from consumption
    left join account_periods
        on
            consumption.as_of_date = account_periods.as_of_date
            and consumption.account_key = account_periods.account_key

),

customer_value as (

    select
        earned.as_of_date,
        earned.account_key,
        earned.revenue_12m_amount,
        earned.revenue_prior_12m_amount,
        earned.lifetime_revenue_amount,
        earned.margin_12m_amount,
        cast(earned.margin_prior_12m_amount as decimal(18, 2))
            as margin_prior_12m_amount,
        earned.lifetime_margin_amount,
        round(
            cast(earned.margin_12m_amount as double)
            / nullif(cast(greatest(earned.revenue_12m_amount, 0) as double), 0),
            9
        ) as margin_share,
        cast(earned.margin_12m_amount - served.cost_to_serve_amount as decimal(18, 2))
            as profit_12m_amount,
        cast(earned.margin_prior_12m_amount - served.prior_cost_value as decimal(18, 2))
            as profit_prior_12m_amount,
        cast(
            earned.lifetime_margin_amount - served.lifetime_cost_value as decimal(18, 2)
        ) as lifetime_profit_amount
    from earned
    inner join served
        on
            earned.as_of_date = served.as_of_date
            and earned.account_key = served.account_key

)

select * from customer_value
