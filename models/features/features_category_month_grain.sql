with

lines as (

    select * from {{ ref('input_invoice_lines') }}

),

category_months as (

    select
        account_key,
        category_key,
        cast(sum(net_amount) as decimal(18, 2)) as net_amount,
        {{ month_of('invoice_date') }} as invoice_month_date,
        {{ month_of('known_date') }} as known_month_date
    from lines
    group by
        account_key,
        category_key,
        {{ month_of('invoice_date') }},
        {{ month_of('known_date') }}

)

select * from category_months
