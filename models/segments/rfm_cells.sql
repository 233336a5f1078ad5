with

rfm_map as (

    select * from {{ ref('segments_rfm_map') }}

),

segment_names as (

    select * from {{ ref('rules_segment_names') }}

),

scored_accounts as (

    select
        scores.r_score,
        scores.f_score,
        scores.m_score,
        scores.s_score,
        count(*) as account_count,
        sum(scoring.revenue_12m_amount) as revenue_12m_amount
    from {{ ref('segments_rfm_scores') }} as scores
    inner join {{ ref('features_scoring') }} as scoring
        on
            scores.as_of_date = scoring.as_of_date
            and scores.account_key = scoring.account_key
    group by scores.r_score, scores.f_score, scores.m_score, scores.s_score

),

rfm_cells as (

    select
        rfm_map.rfm_segment_id,
        segment_names.segment_name_nl,
        segment_names.segment_name_en,
        rfm_map.r_score,
        rfm_map.f_score,
        rfm_map.m_score,
        rfm_map.s_score,
        cast(coalesce(scored_accounts.account_count, 0) as bigint) as account_count,
        cast(coalesce(scored_accounts.revenue_12m_amount, 0) as decimal(18, 2))
            as revenue_12m_amount
    from rfm_map
    left join scored_accounts
        on
            rfm_map.r_score = scored_accounts.r_score
            and rfm_map.f_score = scored_accounts.f_score
            and rfm_map.m_score = scored_accounts.m_score
            and rfm_map.s_score = scored_accounts.s_score
    left join segment_names on rfm_map.rfm_segment_id = segment_names.segment_id

)

select * from rfm_cells
