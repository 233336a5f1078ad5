with

samples as (

    select * from {{ ref('target_samples_computed') }}
    where dataset_role = 'model'

),

needs as (

    select
        objective_id,
        {{ dbt.listagg('need_nl', "'; '", 'order by place, need_nl') }} as missing_nl,
        {{ dbt.listagg('need_en', "'; '", 'order by place, need_en') }} as missing_en
    from {{ ref('maturity_objective_needs') }}
    group by objective_id

),

objective_readiness as (

    select
        objectives.objective_id,
        objectives.objective_name_nl,
        objectives.objective_name_en,
        objectives.target,
        objectives.task,
        needs.missing_nl,
        needs.missing_en,
        samples.row_count,
        samples.positive_count,
        objectives.objective_id = '{{ var("objective") }}' as is_chosen,
        needs.objective_id is null as is_ready,
        samples.refusal_id is null as is_learnable
    from {{ ref('rules_objectives') }} as objectives
    inner join samples on objectives.objective_id = samples.objective_id
    left join needs on objectives.objective_id = needs.objective_id

)

select * from objective_readiness
