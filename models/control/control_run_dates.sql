with

invoice_dates as (

    select
        invoice_date as fact_date,
        1 as invoice_count
    from {{ ref('control_invoices_dated') }}

),

payment_dates as (

    select
        payment_date as fact_date,
        0 as invoice_count
    from {{ ref('control_payments_dated') }}

),

fact_days as (

    select
        fact_date,
        sum(invoice_count) as invoice_count
    from (
        select * from invoice_dates
        union all
        select * from payment_dates
    ) as facts
    where fact_date between cast('1600-01-01' as date) and cast('9999-12-30' as date)
    group by fact_date

),

busiest_months as (

    select
        {{ month_of('fact_date') }} as month_date,
        row_number() over (
            order by
                sum(invoice_count) desc nulls last,
                {{ month_of('fact_date') }} asc nulls last
        ) as busy_rank
    from fact_days
    group by {{ month_of('fact_date') }}

),

steps as (

    select
        fact_days.fact_date,
        lag(fact_days.fact_date) over (
            order by fact_days.fact_date asc nulls last
        ) as previous_date
    from fact_days
    inner join busiest_months on fact_days.fact_date >= busiest_months.month_date
    where busiest_months.busy_rank = 1

),

first_gap as (

    select min(fact_date) as resumed_date
    from steps
    where
        {{ dbt.datediff('previous_date', 'fact_date', 'day') }}
        > 92

),

delivery as (

    select max(steps.fact_date) as delivery_date
    from steps
    cross join first_gap
    where first_gap.resumed_date is null or steps.fact_date < first_gap.resumed_date

),

run_dates as (

    select
        delivery_date,
        case
            when coalesce({{ as_of_date() }}, delivery_date) is null
                then cast(
                    {{ fail("'INPUT: no invoice or payment is dated; give --as-of'") }}
                    as date
                )
            else coalesce({{ as_of_date() }}, delivery_date)
        end as as_of_date,
        greatest({{ as_of_date() }}, delivery_date) as last_fact_date
    from delivery

)

select * from run_dates
