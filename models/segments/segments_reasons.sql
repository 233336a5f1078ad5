with

assigned as (

    select
        account_key,
        segment_id
    from {{ ref('segments_assigned') }}
    where not is_backfilled

),

in_use as (

    select is_rfm from {{ ref('segments_in_use') }}

),

rfm_reasons as (

    select * from {{ ref('segments_rfm_reasons') }}

),

segment_names as (

    select * from {{ ref('segments_named') }}

),

shared_facts as (

    select * from {{ ref('segments_shared_facts_computed') }}

),

segment_facts as (

    select
        segment_id,
        lower(left(fact_text_nl, 1)) || substring(fact_text_nl, 2) as fact_nl,
        lower(left(fact_text_en, 1)) || substring(fact_text_en, 2) as fact_en
    from {{ ref('segment_facts_computed') }}

),

placed as (

    select
        assigned.account_key,
        segment_names.segment_name_nl || ': '
        || coalesce(
            shared_facts.shared_facts_nl || '.',
            'hoort alles bij elkaar in dit segment.'
            || coalesce(' Voor het segment geldt: ' || segment_facts.fact_nl, '')
        ) as reason_nl,
        segment_names.segment_name_en || ': '
        || coalesce(
            shared_facts.shared_facts_en || '.',
            'taken together, it belongs here.'
            || coalesce(' Of the segment: ' || segment_facts.fact_en, '')
        ) as reason_en
    from assigned
    cross join in_use
    left join segment_names on assigned.segment_id = segment_names.segment_id
    left join shared_facts on assigned.account_key = shared_facts.account_key
    left join segment_facts on assigned.segment_id = segment_facts.segment_id
    where not in_use.is_rfm and assigned.segment_id <> 'never_bought'

),

reasons as (

    select
        rfm_reasons.account_key,
        coalesce(placed.reason_nl, rfm_reasons.reason_nl) as reason_nl,
        coalesce(placed.reason_en, rfm_reasons.reason_en) as reason_en
    from rfm_reasons
    left join placed on rfm_reasons.account_key = placed.account_key

)

select * from reasons
