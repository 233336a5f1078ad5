with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

consumption as (

    select * from {{ ref('features_consumption') }}
    where last_invoice_date is not null

),

yardstick as (

    select
        consumption.as_of_date,
        consumption.account_key,
        attributes.account_id,
        account_groups.group_id,
        cast(consumption.days_since_last_invoice as double) as days_since_last_invoice,
        cast(consumption.days_since_first_invoice as double)
            as days_since_first_invoice,
        cast(consumption.invoices_12m_count as double) as invoices_12m_count,
        cast(cross_sales.categories_12m_count as double) as categories_12m_count,
        cast(consumption.margin_12m_amount as double) as margin_12m_amount,
        finances.days_late_value,
        consumption.revenue_trend_value,
        satisfaction.satisfaction_value,
        buying_motive.online_share,
        buying_motive.discount_share
    from consumption
    inner join attributes
        on
            consumption.as_of_date = attributes.as_of_date
            and consumption.account_key = attributes.account_key
    inner join {{ ref('features_account_groups') }} as account_groups
        on
            consumption.as_of_date = account_groups.as_of_date
            and consumption.account_key = account_groups.account_key
    inner join {{ ref('features_cross_sales') }} as cross_sales
        on
            consumption.as_of_date = cross_sales.as_of_date
            and consumption.account_key = cross_sales.account_key
    inner join {{ ref('features_buying_motive') }} as buying_motive
        on
            consumption.as_of_date = buying_motive.as_of_date
            and consumption.account_key = buying_motive.account_key
    left join {{ ref('features_finances') }} as finances
        on
            consumption.as_of_date = finances.as_of_date
            and consumption.account_key = finances.account_key
    left join {{ ref('features_satisfaction') }} as satisfaction
        on
            consumption.as_of_date = satisfaction.as_of_date
            and consumption.account_key = satisfaction.account_key

)

select * from yardstick
