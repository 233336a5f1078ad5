with

group_values as (

    select * from {{ ref('maturity_group_values') }}

),

group_scores as (

    select * from {{ ref('maturity_group_scores') }}

),

catalog as (

    select * from {{ ref('feature_catalog') }}

),

spine as (

    select as_of_date from {{ ref('features_spine') }}
    where role = 'scoring'

),

group_features as (

    select
        group_values.group_id,
        group_values.criterion_id,
        group_values.feature_name,
        group_values.feature_text,
        catalog.unit,
        cast(group_values.feature_value as double) as feature_value,
        cast(group_values.account_count as bigint) as account_count,
        cast(group_values.available_count as bigint) as available_count,
        group_scores.criterion_score,
        spine.as_of_date
    from group_values
    inner join catalog on group_values.feature_name = catalog.feature_name
    left join group_scores
        on
            group_values.group_id = group_scores.group_id
            and group_values.criterion_id = group_scores.criterion_id
    cross join spine

)

select * from group_features
