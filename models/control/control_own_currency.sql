with

invoices as (

    select
        currency_code,
        invoice_date
    from {{ ref('control_invoices_typed') }}

),

run_dates as (

    select as_of_date from {{ ref('control_run_dates') }}

),

currencies as (

    select
        invoices.currency_code,
        count(*) as invoice_count
    from invoices
    inner join run_dates on invoices.invoice_date <= run_dates.as_of_date
    where invoices.currency_code is not null
    group by invoices.currency_code

),

ranked as (

    select
        currency_code,
        row_number() over (
            order by invoice_count desc nulls last, currency_code asc nulls last
        ) as currency_rank
    from currencies

),

own_currency as (

    select coalesce({{ currency_code() }}, max(currency_code)) as currency_code
    from ranked
    where currency_rank = 1

)

select * from own_currency
