-- Whoever buys by chance at a steady pace is silent for more than 2 mean intervals in
-- 14 % of the time (e^-2) and for more than 4 in 2 % (e^-4).
{% set slowing_rhythms = 2 %}
{% set silent_rhythms = 4 %}

with

dates as (

    select * from {{ ref('features_dates') }}

),

consumption as (

    select * from {{ ref('features_consumption') }}

),

running_contracts as (

    select * from {{ ref('features_contracts') }}

),

first_contracts as (

    select min(known_date) as first_contract_date from {{ ref('input_contracts') }}

),

dated as (

    select
        attributes.as_of_date,
        attributes.account_key,
        dates.start_12m_date,
        consumption.first_invoice_date,
        consumption.last_invoice_date,
        consumption.silence_in_rhythms_value,
        case
            when
                attributes.customer_since_date
                <= coalesce(consumption.first_invoice_date, attributes.as_of_date)
                then attributes.customer_since_date
            else consumption.first_invoice_date
        end as customer_from_date,
        coalesce(first_contracts.first_contract_date <= attributes.as_of_date, false)
            as has_contracts_delivered
    from {{ ref('features_account_attributes') }} as attributes
    inner join dates on attributes.as_of_date = dates.as_of_date
    inner join consumption
        on
            attributes.as_of_date = consumption.as_of_date
            and attributes.account_key = consumption.account_key
    cross join first_contracts

),

lifetime as (

    select
        dated.as_of_date,
        dated.account_key,
        {{ dbt.datediff('dated.customer_from_date', 'dated.as_of_date', 'day') }}
            as days_as_customer,
        case
            when dated.first_invoice_date is null then 'prospect'
            when dated.last_invoice_date <= dated.start_12m_date then 'lost'
            when dated.first_invoice_date > dated.start_12m_date then 'new'
            when dated.silence_in_rhythms_value <= {{ slowing_rhythms }} then 'active'
            when dated.silence_in_rhythms_value <= {{ silent_rhythms }} then 'slowing'
            else 'silent'
        end as lifetime_stage,
        cast(cast(extract(year from dated.first_invoice_date) as int) as string)
            as cohort_year,
        case
            when dated.has_contracts_delivered
                then coalesce(running_contracts.contracts_count, 0)
        end as contracts_count,
        running_contracts.contract_yearly_amount,
        {{ dbt.datediff(
            'dated.as_of_date', 'running_contracts.contract_end_date', 'day'
        ) }} as days_until_contract_end,
        running_contracts.is_contract_ending
    from dated
    left join running_contracts
        on
            dated.as_of_date = running_contracts.as_of_date
            and dated.account_key = running_contracts.account_key

)

select * from lifetime
