with

levels as (

    select scores.level_score
    from (values (0), (1), (2), (3), (4), (5)) as scores (level_score)

),

rules as (

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

covered_cells as (

    select
        cells.r_score,
        cells.f_score,
        cells.m_score,
        cells.s_score,
        count(rules.rfm_segment_id) as rule_count,
        min(rules.rfm_segment_id) as first_segment_id,
        max(rules.rfm_segment_id) as last_segment_id
    from cells
    left join rules
        on
            cells.r_score between rules.r_minimum and rules.r_maximum
            and cells.f_score between rules.f_minimum and rules.f_maximum
            and cells.m_score between rules.m_minimum and rules.m_maximum
            and cells.s_score between rules.s_minimum and rules.s_maximum
    group by cells.r_score, cells.f_score, cells.m_score, cells.s_score

),

problems as (

    select
        case
            when rule_count = 0 then 'no rule covers this cell'
            else 'more than one rule covers this cell'
        end as problem,
        first_segment_id,
        last_segment_id,
        r_score,
        f_score,
        m_score,
        s_score,
        rule_count
    from covered_cells
    where rule_count <> 1

)

select * from problems
