with

spine as (

    select distinct as_of_date from {{ ref('features_spine') }}

),

window_starts as (

    select
        as_of_date,
        {{ months_before('as_of_date', 12) }} as start_12m_date,
        {{ months_before('as_of_date', 24) }} as start_24m_date
    from spine

),

dates as (

    select
        as_of_date,
        start_12m_date,
        start_24m_date,
        {{ month_of('as_of_date') }} as as_of_month_date,
        {{ month_of('start_12m_date') }} as start_12m_month_date,
        {{ month_of('start_24m_date') }} as start_24m_month_date
    from window_starts

)

select * from dates
