with

dates as (

    select
        max(case when role = 'scoring' then as_of_date end) as as_of_date,
        max(case when role = 'model' then as_of_date end) as model_date,
        max(case when role = 'verification' then as_of_date end) as verification_date
    from {{ ref('features_spine') }}

),

segments_run as (

    select
        '{{ var("objective") }}' as objective_id,
        '{{ var("segmentation") }}' = 'refit' as has_refit_asked,
        as_of_date,
        model_date,
        verification_date
    from dates

)

select * from segments_run
