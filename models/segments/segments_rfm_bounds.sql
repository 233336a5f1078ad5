with

frozen_cuts as (

    select * from {{ ref('segments_rfm_frozen_cuts') }}

),

satisfaction_bands as (

    select * from {{ ref('rules_satisfaction_bands') }}

),

starts as (

    select
        dimension,
        level_score,
        cut_value,
        fitted_as_of_date
    from frozen_cuts
    union all
    select
        dimension,
        1 as level_score,
        cast(null as decimal(18, 2)) as cut_value,
        max(fitted_as_of_date) as fitted_as_of_date
    from frozen_cuts
    group by dimension
    union all
    select
        dimension,
        0 as level_score,
        cast(null as decimal(18, 2)) as cut_value,
        max(fitted_as_of_date) as fitted_as_of_date
    from frozen_cuts
    group by dimension

),

ranges as (

    select
        dimension,
        level_score,
        cast(cut_value as double) as from_value,
        cast(
            min(cut_value) over (
                partition by dimension
                order by level_score asc nulls last
                rows between 1 following and unbounded following
            ) as double
        ) as to_value,
        fitted_as_of_date
    from starts

),

rfm_bounds as (

    select
        dimension,
        level_score,
        case
            when level_score = 0 then cast(null as double)
            when dimension = 'r' then -to_value
            else from_value
        end as lower_value,
        case
            when level_score = 0 and dimension <> 'r' then 0
            when level_score = 0 then cast(null as double)
            when dimension = 'r' then -from_value
            else to_value
        end as upper_value,
        fitted_as_of_date
    from ranges
    union all
    select
        's' as dimension,
        s_score as level_score,
        cast(lower_value as double) as lower_value,
        cast(upper_value as double) as upper_value,
        cast(null as date) as fitted_as_of_date
    from satisfaction_bands
    union all
    select
        's' as dimension,
        0 as level_score,
        cast(null as double) as lower_value,
        cast(null as double) as upper_value,
        cast(null as date) as fitted_as_of_date

)

select * from rfm_bounds
