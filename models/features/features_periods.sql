with

dates as (

    select * from {{ ref('features_dates') }}

),

invoices as (

    select
        invoice_date,
        known_date
    from {{ ref('input_invoices') }}

),

fact_dates as (

    select invoice_date as fact_date from invoices
    union
    select known_date as fact_date from invoices

),

cuts as (

    select as_of_date as cut_date from dates
    union
    select start_12m_date as cut_date from dates
    union
    select start_24m_date as cut_date from dates

),

first_starts as (

    select min(start_12m_date) as start_12m_date from dates

),

last_cuts as (

    select
        fact_dates.fact_date,
        cast({{ dbt.dateadd('day', 1, 'max(cuts.cut_date)') }} as date)
            as after_cut_date
    from fact_dates
    left join cuts on fact_dates.fact_date > cuts.cut_date
    group by fact_dates.fact_date

),

periods as (

    select
        last_cuts.fact_date,
        coalesce(last_cuts.after_cut_date > first_starts.start_12m_date, false)
            as is_in_12m,
        coalesce(last_cuts.after_cut_date, min(last_cuts.fact_date) over ())
            as period_date
    from last_cuts
    cross join first_starts

)

select * from periods
