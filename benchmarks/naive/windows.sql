with

run as (

    select as_of_date::date as day from control_run_dates

),

delays as (

    select invoice_date as fact_date, known_date from input_invoices
    union all
    select payment_date, known_date from input_payments

),

lag as (

    select
        least(45, greatest(0, coalesce(quantile_disc(known_date - fact_date, 0.99), 0)))::int
            as lag_days
    from delays
    cross join run
    where fact_date > day - interval 12 month and fact_date <= day and known_date <= day

),

purchases as (

    select invoices.account_key, invoices.invoice_date
    from input_invoices as invoices
    cross join run
    inner join input_invoice_lines as lines on invoices.invoice_key = lines.invoice_key
    where
        invoices.invoice_date <= day
        and invoices.known_date <= day
        and not invoices.is_credit_note
    group by invoices.invoice_key, invoices.account_key, invoices.invoice_date
    having sum(lines.net_amount) > 0

),

rhythm as (

    select median(mean_days) as median_days
    from (
        select
            (max(invoice_date) - min(invoice_date))
            / (count(distinct invoice_date) - 1) as mean_days
        from purchases
        group by account_key
        having count(distinct invoice_date) > 1
    )

),

history as (

    select min(invoice_date) as first_day
    from input_invoices
    cross join run
    where invoice_date <= day and known_date <= day

),

candidates as (

    select
        days,
        day - lag_days - days as model_date,
        day - lag_days - 2 * days as verification_date,
        first_day <= day - lag_days - days - interval 12 month as is_model,
        first_day <= day - lag_days - 2 * days - interval 12 month as is_both
    from (values (91), (182), (365)) as horizons (days)
    cross join run
    cross join lag
    cross join history
    cross join rhythm
    where days >= 2 * median_days

)

select
    model_date,
    case when is_both then verification_date end as verification_date
from candidates
where is_model
order by is_both desc, days
limit 1
