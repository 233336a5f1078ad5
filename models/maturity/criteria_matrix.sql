with

ease as (

    select * from {{ ref('maturity_criterion_ease') }}

),

ranks as (

    select * from {{ ref('maturity_criterion_ranks') }}

),

weights as (

    select * from {{ ref('maturity_criterion_weights') }}

),

weight_overlaps as (

    select * from {{ ref('weight_overlaps_computed') }}

),

notes as (

    select * from {{ ref('maturity_criterion_notes') }}

),

criteria_matrix as (

    select
        criteria.criterion_id,
        criteria.criterion_name_nl,
        criteria.criterion_name_en,
        ranks.quadrant,
        coalesce(notes.note_nl, '') as note_nl,
        coalesce(notes.note_en, '') as note_en,
        ease.effort_score,
        ease.ease_score,
        ease.fill_share,
        ease.match_share,
        ease.days_since_last_record,
        ease.history_months_number,
        ranks.impact_value,
        ranks.impact_value_low,
        ranks.impact_value_high,
        ranks.shared_impact_value,
        ranks.start_rank,
        weights.weight_share,
        ranks.suggested_weight_share,
        weight_overlaps.top_decile_overlap_share,
        ease.is_available,
        ranks.is_impact_assumed
    from {{ ref('rules_criteria') }} as criteria
    inner join ease on criteria.criterion_id = ease.criterion_id
    inner join ranks on criteria.criterion_id = ranks.criterion_id
    inner join weights on criteria.criterion_id = weights.criterion_id
    inner join weight_overlaps
        on criteria.criterion_id = weight_overlaps.criterion_id
    left join notes on criteria.criterion_id = notes.criterion_id

)

select * from criteria_matrix
