with

levels as (

    select scores.level_score
    from (values (0), (1), (2), (3), (4), (5)) as scores (level_score)

),

rfm_segments as (

    select * from {{ ref('rules_rfm_segments') }}

),

cells as (

    select
        r_levels.level_score as r_score,
        f_levels.level_score as f_score,
        m_levels.level_score as m_score,
        s_levels.level_score as s_score
    from levels as r_levels
    cross join levels as f_levels
    cross join levels as m_levels
    cross join levels as s_levels

),

rfm_map as (

    select
        rfm_segments.rfm_segment_id,
        cells.r_score,
        cells.f_score,
        cells.m_score,
        cells.s_score
    from cells
    left join rfm_segments
        on
            cells.r_score between rfm_segments.r_minimum and rfm_segments.r_maximum
            and cells.f_score between rfm_segments.f_minimum and rfm_segments.f_maximum
            and cells.m_score between rfm_segments.m_minimum and rfm_segments.m_maximum
            and cells.s_score between rfm_segments.s_minimum and rfm_segments.s_maximum

)

select * from rfm_map
