with

dates as (

    select * from {{ ref('features_dates') }}

),

part_months as (

    select
        as_of_date,
        start_12m_date,
        as_of_month_date as month_date
    from dates
    union all
    select
        as_of_date,
        start_12m_date,
        start_12m_month_date as month_date
    from dates

)

select * from part_months
