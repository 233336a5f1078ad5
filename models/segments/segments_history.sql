-- Kept between runs: what was told cannot be computed later. The same date is replaced.
{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='as_of_date',
    on_schema_change='fail',
    full_refresh=false
) }}

with

assigned as (

    select * from {{ ref('segments_assigned') }}
    where not is_backfilled

),

told as (

    select
        account_key,
        segmentation_id,
        segment_id,
        revenue_12m_amount,
        as_of_date
    from assigned

)

select * from told
