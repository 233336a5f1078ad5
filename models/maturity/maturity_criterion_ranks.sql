{# A challenger must be a point of AUC better to be chosen, so less is no high impact.
   What is absent has at most half of all ease, so it is never easy. #}
{% set high_impact_points = 1 %}
{% set easy_score = 50 %}

with

ease as (

    select * from {{ ref('maturity_criterion_ease') }}

),

impacts as (

    select * from {{ ref('criterion_impacts_computed') }}

),

known_impacts as (

    select
        ease.criterion_id,
        ease.ease_score,
        case
            when impacts.is_measured then impacts.impact_value
            else ease.assumed_impact_value
        end as impact_value,
        impacts.impact_value_low,
        impacts.impact_value_high,
        impacts.shared_impact_value,
        case
            when impacts.is_measured
                then
                    least(
                        impacts.shared_impact_value,
                        coalesce(
                            impacts.verified_impact_value, impacts.shared_impact_value
                        )
                    )
            else ease.assumed_impact_value
        end as ranked_impact_value,
        impacts.suggested_weight_share,
        not impacts.is_measured as is_impact_assumed
    from ease
    inner join impacts on ease.criterion_id = impacts.criterion_id

),

placed as (

    select
        *,
        case
            when
                ease_score >= {{ easy_score }}
                and ranked_impact_value >= {{ high_impact_points }} then 'start_here'
            when ranked_impact_value >= {{ high_impact_points }} then 'unlock'
            when ease_score >= {{ easy_score }} then 'use_along'
            else 'later'
        end as quadrant
    from known_impacts

),

criterion_ranks as (

    select
        criterion_id,
        quadrant,
        impact_value,
        impact_value_low,
        impact_value_high,
        shared_impact_value,
        suggested_weight_share,
        cast(
            row_number() over (
                order by
                    case quadrant
                        when 'start_here' then 1
                        when 'unlock' then 2
                        when 'use_along' then 3
                        else 4
                    end asc nulls last,
                    ranked_impact_value * ease_score desc nulls last,
                    ease_score desc nulls last,
                    criterion_id asc nulls last
            ) as int
        ) as start_rank,
        is_impact_assumed
    from placed

)

select * from criterion_ranks
