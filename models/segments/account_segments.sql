with

scoring as (

    select * from {{ ref('features_scoring') }}

),

scores as (

    select * from {{ ref('segments_rfm_scores') }}

),

rfm_map as (

    select * from {{ ref('segments_rfm_map') }}

),

clusters as (

    select * from {{ ref('clusters_computed') }}

),

assigned as (

    select * from {{ ref('segments_assigned') }}
    where not is_backfilled

),

value_tiers as (

    select * from {{ ref('segments_value_tiers') }}

),

reasons as (

    select * from {{ ref('segments_reasons') }}

),

segment_names as (

    select * from {{ ref('segments_named') }}

),

account_segments as (

    select
        scoring.account_id,
        rfm_map.rfm_segment_id,
        clusters.cluster_id,
        value_tiers.value_tier,
        assigned.segmentation_id,
        assigned.segment_id,
        segment_names.segment_name_nl,
        segment_names.segment_name_en,
        reasons.reason_nl,
        reasons.reason_en,
        segment_names.action_nl,
        segment_names.action_en,
        cast(null as string) as refusal_reason,
        scores.r_score,
        scores.f_score,
        scores.m_score,
        scores.s_score,
        cast(null as double) as churn_probability,
        cast(null as double) as repurchase_probability,
        cast(null as decimal(18, 2)) as expected_margin_amount,
        assigned.segment_id = 'key_accounts' as is_key_account,
        scoring.as_of_date
    from scoring
    inner join assigned on scoring.account_key = assigned.account_key
    inner join scores
        on
            scoring.as_of_date = scores.as_of_date
            and scoring.account_key = scores.account_key
    inner join rfm_map
        on
            scores.r_score = rfm_map.r_score
            and scores.f_score = rfm_map.f_score
            and scores.m_score = rfm_map.m_score
            and scores.s_score = rfm_map.s_score
    inner join reasons on scoring.account_key = reasons.account_key
    inner join value_tiers
        on
            scoring.as_of_date = value_tiers.as_of_date
            and scoring.account_key = value_tiers.account_key
    left join clusters on scoring.account_key = clusters.account_key
    left join segment_names on assigned.segment_id = segment_names.segment_id

)

select * from account_segments
