with

computed as (

    select * from {{ ref('segmentation_evaluations_computed') }}

),

model_evaluations as (

    select
        cast(target as string) as target,
        cast(method_id as string) as method_id,
        cast(dataset_role as string) as dataset_role,
        cast(segment_id as string) as segment_id,
        cast(metric as string) as metric,
        cast(verdict as string) as verdict,
        cast(metric_value as double) as metric_value,
        cast(metric_value_low as double) as metric_value_low,
        cast(metric_value_high as double) as metric_value_high,
        cast(baseline_value as double) as baseline_value,
        cast(row_count as bigint) as row_count,
        cast(is_champion as boolean) as is_champion
    from computed

)

select * from model_evaluations
