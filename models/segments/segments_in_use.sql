with

run as (

    select as_of_date from {{ ref('segments_run') }}

),

used as (

    select models.*
    from {{ ref('segmentation_models_computed') }} as models
    inner join run on models.fitted_date <= run.as_of_date
    where models.is_used

),

latest as (

    select max(fitted_date) as fitted_date from used

),

segments_in_use as (

    select
        used.candidate_id as segmentation_id,
        used.choice_nl,
        used.choice_en,
        case
            when used.method_family = 'rfm' then used.fit_fingerprint
            else cast(used.fitted_date as string) || ' ' || used.fit_fingerprint
        end as definition_text,
        used.method_family = 'rfm' as is_rfm,
        used.fitted_date
    from used
    inner join latest on used.fitted_date = latest.fitted_date

)

select * from segments_in_use
