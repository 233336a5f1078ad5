with

computed as (

    select * from {{ ref('segment_scorecards_computed') }}

),

segment_scorecards as (

    select
        cast(segmentation_id as string) as segmentation_id,
        cast(segment_id as string) as segment_id,
        cast(test_id as string) as test_id,
        cast(metric_name as string) as metric_name,
        cast(metric_value as double) as metric_value,
        cast(threshold_value as double) as threshold_value,
        cast(is_passed as boolean) as is_passed
    from computed

)

select * from segment_scorecards
