with

exchange_rates as (

    select *
    from {{ ref('control_exchange_rates_judged') }}
    where rule_ids = ''

),

own_currency as (

    select currency_code from {{ ref('control_own_currency') }}

),

currency_rates as (

    select
        exchange_rates.currency_code,
        cast(exchange_rates.rate as decimal(18, 10)) as currency_rate,
        exchange_rates.rate_date as from_date,
        lead(exchange_rates.rate_date, 1, cast('9999-12-31' as date)) over (
            partition by exchange_rates.currency_code
            order by exchange_rates.rate_date asc nulls last
        ) as until_date
    from exchange_rates
    cross join own_currency
    where exchange_rates.currency_code <> own_currency.currency_code

)

select * from currency_rates
