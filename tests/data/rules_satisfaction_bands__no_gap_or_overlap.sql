with

bands as (

    select * from {{ ref('rules_satisfaction_bands') }}

),

ordered_bands as (

    select
        s_score,
        lower_value,
        upper_value,
        row_number() over (order by lower_value asc nulls last, s_score asc nulls last)
            as place,
        lag(upper_value) over (
            order by lower_value asc nulls last, s_score asc nulls last
        ) as previous_value,
        count(*) over () as band_count
    from bands

),

judged_bands as (

    select
        case
            when band_count <> 5 then 'there must be five bands'
            when s_score <> place then 'scores must be 1 to 5 and rise with the bounds'
            when place = 1 and lower_value <> 0 then 'the first band must begin at 0'
            when place < band_count and upper_value is null
                then 'only the last band may be without an upper bound'
            when place = band_count and upper_value is not null
                then 'the last band must be without an upper bound'
            when upper_value <= lower_value
                then 'the upper bound is not above the lower one'
            when lower_value > previous_value then 'there is a gap below this band'
            when lower_value < previous_value then 'it overlaps the band below'
        end as problem,
        s_score,
        lower_value,
        upper_value
    from ordered_bands

),

problems as (

    select * from judged_bands
    where problem is not null
    union all
    select
        'there are no bands' as problem,
        cast(null as int) as s_score,
        cast(null as double) as lower_value,
        cast(null as double) as upper_value
    from bands
    having count(*) = 0

)

select * from problems
