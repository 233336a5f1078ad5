with

features as (

    select * from {{ ref('rules_yardstick_features') }}

),

problems as (

    select
        'there must be 1 to 10 features' as problem,
        count(*) as feature_count
    from features
    having count(*) < 1 or count(*) > 10

)

select * from problems
