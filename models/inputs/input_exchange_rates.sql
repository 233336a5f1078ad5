with

judged as (

    select * from {{ ref('control_exchange_rates_judged') }}

),

exchange_rates as (

    select
        currency_code,
        rate,
        rate_date
    from judged
    where rule_ids = ''

)

select * from exchange_rates
