with

exchange_rates as (

    select
        cast(null as string) as currency_code,
        cast(null as double) as rate,
        cast(null as date) as rate_date,
        cast(null as date) as known_date,
        cast(null as timestamp) as known_at
    where false

)

select * from exchange_rates
