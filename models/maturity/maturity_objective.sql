with

maturity_objective as (

    select
        objective_id,
        objective_name_nl,
        objective_name_en,
        target,
        task,
        primary_metric,
        method_families,
        required_entities,
        required_criteria
    from {{ ref('rules_objectives') }}
    where objective_id = '{{ var("objective") }}'

)

select * from maturity_objective
