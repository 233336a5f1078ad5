with

exchange_rates as (

    select
        cast(null as string) as currency_code,
        cast(null as date) as rate_date,
        cast(null as double) as rate,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from exchange_rates
