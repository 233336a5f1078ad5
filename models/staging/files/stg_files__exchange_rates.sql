with

delivered as (

    select * from {{ read_entity('exchange_rates') }}

),

exchange_rates as (

    select
        currency_code,
        rate_date,
        rate,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from exchange_rates
