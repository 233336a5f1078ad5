with

catalog as (

    select * from {{ ref('feature_catalog') }}

),

problems as (

    select
        'more than one criterion has this feature' as problem,
        feature_name,
        min(criterion_id) as first_criterion_id,
        max(criterion_id) as last_criterion_id
    from catalog
    group by feature_name
    having count(*) > 1

)

select * from problems
