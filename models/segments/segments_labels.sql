with

spine as (

    select
        role,
        as_of_date
    from {{ ref('features_spine') }}

),

kept as (

    select * from {{ ref('segments_kept_computed') }}

),

replayed as (

    select * from {{ ref('segments_replayed_computed') }}

),

labels as (

    select
        kept.as_of_date,
        kept.account_key,
        kept.segment_id
    from kept
    inner join spine
        on
            kept.as_of_date = spine.as_of_date
            and spine.role = 'scoring'
    union all
    select
        replayed.as_of_date,
        replayed.account_key,
        replayed.segment_id
    from replayed

)

select * from labels
