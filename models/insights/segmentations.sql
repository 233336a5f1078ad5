with

in_use as (

    select * from {{ ref('segments_in_use') }}

),

run as (

    select * from {{ ref('segments_run') }}

),

sizes as (

    select count(distinct segment_id) as segment_count
    from {{ ref('account_segments') }}
    where segment_id <> 'never_bought'

),

segmentations as (

    select
        in_use.segmentation_id,
        in_use.choice_nl,
        in_use.choice_en,
        sizes.segment_count,
        in_use.fitted_date,
        run.as_of_date
    from in_use
    cross join run
    cross join sizes

)

select * from segmentations
