with

rules as (

    select distinct rfm_segment_id from {{ ref('rules_rfm_segments') }}

),

segment_names as (

    select * from {{ ref('rules_segment_names') }}

),

problems as (

    select
        'rules_rfm_segments uses a segment that has no row in rules_segment_names'
            as problem,
        rules.rfm_segment_id
    from rules
    left join segment_names on rules.rfm_segment_id = segment_names.segment_id
    where segment_names.segment_id is null

)

select * from problems
