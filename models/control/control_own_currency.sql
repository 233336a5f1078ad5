with

invoices as (

    select currency_code from {{ ref('control_invoices_typed') }}

),

currencies as (

    select
        currency_code,
        count(*) as invoice_count
    from invoices
    where currency_code is not null
    group by currency_code

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
