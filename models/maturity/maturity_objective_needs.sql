with

objectives as (

    select * from {{ ref('rules_objectives') }}

),

absent_entities as (

    select
        objectives.objective_id,
        1 as place,
        'bestand ' || records.entity as need_nl,
        'file ' || records.entity as need_en
    from objectives
    inner join {{ ref('maturity_entity_records') }} as records
        on
            ' ' || objectives.required_entities || ' '
            like '% ' || records.entity || ' %'
    where records.record_count = 0

),

absent_criteria as (

    select
        objectives.objective_id,
        2 as place,
        'criterium ' || criteria.criterion_name_nl as need_nl,
        'criterion ' || criteria.criterion_name_en as need_en
    from objectives
    inner join {{ ref('rules_criteria') }} as criteria
        on
            ' ' || objectives.required_criteria || ' '
            like '% ' || criteria.criterion_id || ' %'
    inner join {{ ref('maturity_criterion_ease') }} as ease
        on criteria.criterion_id = ease.criterion_id
    where not ease.is_available

),

refusals as (

    select
        objective_id,
        3 as place,
        'om van te leren: ' || refusal_nl as need_nl,
        'to learn from: ' || refusal_en as need_en
    from {{ ref('target_samples_computed') }}
    where dataset_role = 'model' and refusal_id is not null

),

objective_needs as (

    select * from absent_entities
    union all
    select * from absent_criteria
    union all
    select * from refusals

)

select * from objective_needs
