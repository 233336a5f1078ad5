with

dates as (

    select
        max(case when role = 'scoring' then as_of_date end) as as_of_date,
        max(case when role = 'model' then as_of_date end) as model_date,
        max(case when role = 'verification' then as_of_date end) as verification_date
    from {{ ref('features_spine') }}

),

objective as (

    select
        objective_id,
        target
    from {{ ref('rules_objectives') }}
    where objective_id = '{{ var("objective") }}'

),

segments_run as (

    select
        objective.objective_id,
        objective.target,
        '{{ var("segmentation") }}' = 'refit' as has_refit_asked,
        dates.as_of_date,
        dates.model_date,
        dates.verification_date
    from dates
    cross join objective

)

select * from segments_run
