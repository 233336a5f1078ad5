with

consumption as (

    select * from {{ ref('features_consumption') }}

),

satisfaction as (

    select * from {{ ref('features_satisfaction') }}

),

rfm_values as (

    select
        consumption.as_of_date,
        consumption.account_key,
        case
            when consumption.last_invoice_date is not null
                then cast(-consumption.days_since_last_invoice as decimal(18, 2))
        end as r_value,
        case
            when
                consumption.last_invoice_date is not null
                and consumption.invoices_12m_count > 0
                then cast(consumption.invoices_12m_count as decimal(18, 2))
        end as f_value,
        case
            when
                consumption.last_invoice_date is not null
                and consumption.revenue_12m_amount > 0
                then consumption.revenue_12m_amount
        end as m_value,
        case
            when consumption.last_invoice_date is not null
                then satisfaction.satisfaction_value
        end as s_value
    from consumption
    left join satisfaction
        on
            consumption.as_of_date = satisfaction.as_of_date
            and consumption.account_key = satisfaction.account_key

)

select * from rfm_values
