with

bounds as (

    select * from {{ ref('segments_rfm_bounds') }}

),

spine as (

    select as_of_date from {{ ref('features_spine') }}
    where role = 'scoring'

),

scores as (

    select rfm_scores.*
    from {{ ref('segments_rfm_scores') }} as rfm_scores
    inner join spine on rfm_scores.as_of_date = spine.as_of_date

),

counts as (

    select
        'r' as dimension,
        r_score as level_score,
        count(*) as account_count
    from scores
    group by r_score
    union all
    select
        'f' as dimension,
        f_score as level_score,
        count(*) as account_count
    from scores
    group by f_score
    union all
    select
        'm' as dimension,
        m_score as level_score,
        count(*) as account_count
    from scores
    group by m_score
    union all
    select
        's' as dimension,
        s_score as level_score,
        count(*) as account_count
    from scores
    group by s_score

),

rfm_cut_points as (

    select
        bounds.dimension,
        cast(bounds.level_score as int) as level_score,
        bounds.lower_value,
        bounds.upper_value,
        cast(coalesce(counts.account_count, 0) as bigint) as account_count,
        coalesce(counts.account_count, 0) = 0 as is_empty,
        bounds.dimension = 's' or '{{ var("rfm_cut_points") }}' = 'frozen' as is_frozen,
        bounds.fitted_as_of_date
    from bounds
    left join counts
        on
            bounds.dimension = counts.dimension
            and bounds.level_score = counts.level_score

)

select * from rfm_cut_points
