with

value_scores as (

    select * from {{ ref('maturity_value_scores') }}

),

feature_scores as (

    select
        feature_values.account_id,
        feature_values.criterion_id,
        feature_values.feature_name,
        feature_values.feature_value,
        value_scores.feature_score,
        value_scores.weight_points,
        value_scores.ranked_count,
        value_scores.worse_count,
        value_scores.better_count
    from {{ ref('maturity_feature_values') }} as feature_values
    inner join value_scores
        on
            feature_values.criterion_id = value_scores.criterion_id
            and feature_values.feature_name = value_scores.feature_name
            and feature_values.feature_value = value_scores.feature_value

)

select * from feature_scores
