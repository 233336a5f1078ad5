with

feature_values as (

    select * from {{ ref('maturity_feature_values') }}

),

catalog as (

    select * from {{ ref('feature_catalog') }}

),

criterion_scores as (

    select * from {{ ref('maturity_criterion_scores') }}

),

account_features as (

    select
        feature_values.account_id,
        feature_values.criterion_id,
        feature_values.feature_name,
        feature_values.feature_text,
        catalog.unit,
        catalog.direction,
        case
            when
                feature_values.feature_text is null
                and feature_values.feature_value is null
                then catalog.missing_reason
        end as unavailable_reason,
        cast(feature_values.feature_value as double) as feature_value,
        criterion_scores.criterion_score,
        criterion_scores.weight_share,
        feature_values.feature_text is not null
        or feature_values.feature_value is not null as is_available,
        feature_values.as_of_date
    from feature_values
    inner join catalog
        on
            feature_values.criterion_id = catalog.criterion_id
            and feature_values.feature_name = catalog.feature_name
    left join criterion_scores
        on
            feature_values.account_id = criterion_scores.account_id
            and feature_values.criterion_id = criterion_scores.criterion_id

)

select * from account_features
