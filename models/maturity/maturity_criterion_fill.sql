with

used_features as (

    select
        features.criterion_id,
        features.feature_name
    from {{ ref('feature_catalog') }} as features
    left join {{ ref('rules_criterion_scores') }} as scores
        on features.feature_name = scores.feature_name
    where features.is_predictor or scores.feature_name is not null

),

feature_values as (

    select * from {{ ref('maturity_feature_values') }}

),

known_accounts as (

    select
        feature_values.criterion_id,
        feature_values.account_id
    from feature_values
    inner join used_features
        on
            feature_values.criterion_id = used_features.criterion_id
            and feature_values.feature_name = used_features.feature_name
    where
        feature_values.feature_value is not null
        or feature_values.feature_text is not null
    group by feature_values.criterion_id, feature_values.account_id

),

known_counts as (

    select
        criterion_id,
        count(*) as known_account_count
    from known_accounts
    group by criterion_id

),

all_accounts as (

    select count(*) as account_count from {{ ref('features_scoring') }}

),

criterion_fill as (

    select
        criteria.criterion_id,
        coalesce(known_counts.known_account_count, 0) as known_account_count,
        coalesce(
            round(
                cast(known_counts.known_account_count as double)
                / nullif(cast(all_accounts.account_count as double), 0),
                9
            ),
            0
        ) as fill_share,
        coalesce(known_counts.known_account_count, 0) > 0 as is_available
    from {{ ref('rules_criteria') }} as criteria
    cross join all_accounts
    left join known_counts on criteria.criterion_id = known_counts.criterion_id

)

select * from criterion_fill
