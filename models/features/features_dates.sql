with

spine as (

    select distinct as_of_date from {{ ref('features_spine') }}

),

dates as (

    select
        as_of_date,
        {{ months_before('as_of_date', 6) }} as start_6m_date,
        {{ months_before('as_of_date', 12) }} as start_12m_date,
        {{ months_before('as_of_date', 24) }} as start_24m_date
    from spine

)

select * from dates
