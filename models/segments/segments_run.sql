with

dates as (

    select
        max(case when role = 'scoring' then as_of_date end) as as_of_date,
        max(case when role = 'model' then as_of_date end) as model_date,
        max(case when role = 'verification' then as_of_date end) as verification_date
    from {{ ref('features_spine') }}

),

own_currency as (

    select own_currency_code from {{ ref('input_own_currency') }}

),

segments_run as (

    select
        '{{ var("objective") }}' as objective_id,
        own_currency.own_currency_code,
        '{{ var("segmentation") }}' = 'refit' as has_refit_asked,
        dates.as_of_date,
        dates.model_date,
        dates.verification_date
    from dates
    cross join own_currency

)

select * from segments_run
