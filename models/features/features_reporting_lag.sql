-- By counting each delay, not by sorting every fact.
with

run_dates as (

    select
        as_of_date,
        {{ months_before('as_of_date', 12) }} as start_12m_date
    from {{ ref('control_run_dates') }}

),

facts as (

    select
        invoice_date as fact_date,
        known_date
    from {{ ref('input_invoices') }}
    union all
    select
        payment_date as fact_date,
        known_date
    from {{ ref('input_payments') }}

),

delays as (

    select
        least(
            greatest({{ dbt.datediff('facts.fact_date', 'facts.known_date', 'day') }}, 0),
            45
        ) as delay_days,
        count(*) as fact_count
    from facts
    inner join run_dates
        on
            facts.fact_date > run_dates.start_12m_date
            and facts.fact_date <= run_dates.as_of_date
            and facts.known_date <= run_dates.as_of_date
    group by delay_days

),

cumulated as (

    select
        delay_days,
        sum(fact_count) over (order by delay_days asc nulls last) as known_count,
        sum(fact_count) over () as total_count
    from delays

),

reporting_lag as (

    select
        run_dates.as_of_date,
        cast(coalesce(min(cumulated.delay_days), 0) as int) as lag_days
    from run_dates
    left join cumulated on cumulated.known_count * 100 >= cumulated.total_count * 99
    group by run_dates.as_of_date

)

select * from reporting_lag
