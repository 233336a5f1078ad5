with

ease as (

    select * from {{ ref('maturity_criterion_ease') }}

),

impacts as (

    select * from {{ ref('criterion_impacts_computed') }}

),

refusal as (

    select
        refusal_nl,
        refusal_en
    from {{ ref('target_samples_computed') }}
    where objective_id = '{{ var("objective") }}' and dataset_role = 'model'

),

response_bias as (

    select * from {{ ref('maturity_response_bias') }}

),

figures as (

    select
        criterion_id,
        cast(cast(round(impact_value, 1) as decimal(9, 1)) as string) as impact_text,
        cast(cast(round(shared_impact_value, 1) as decimal(9, 1)) as string)
            as shared_text
    from impacts

),

criterion_facts as (

    select
        ease.criterion_id,
        ease.missing_sources,
        refusal.refusal_nl,
        refusal.refusal_en,
        response_bias.note_nl as bias_nl,
        response_bias.note_en as bias_en,
        cast(cast(round(100 * ease.fill_share) as int) as string) as fill_text,
        figures.impact_text,
        figures.shared_text,
        replace(figures.impact_text, '.', ',') as impact_text_nl,
        replace(figures.shared_text, '.', ',') as shared_text_nl,
        ease.fill_share,
        impacts.impact_value_low,
        impacts.shared_impact_value,
        impacts.verified_impact_value,
        ease.is_available,
        impacts.is_measured
    from ease
    inner join impacts on ease.criterion_id = impacts.criterion_id
    inner join figures on ease.criterion_id = figures.criterion_id
    left join response_bias on ease.criterion_id = 'satisfaction'
    cross join refusal

)

select * from criterion_facts
