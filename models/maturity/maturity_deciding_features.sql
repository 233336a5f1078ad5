with

feature_scores as (

    select * from {{ ref('maturity_feature_scores') }}

),

criterion_scores as (

    select * from {{ ref('maturity_criterion_scores') }}

),

feature_means as (

    select
        feature_name,
        cast(sum(account_count * feature_score) as double)
        / nullif(cast(sum(account_count) as double), 0) as mean_score
    from {{ ref('maturity_value_scores') }}
    group by feature_name

),

criterion_means as (

    select
        criterion_id,
        cast(sum(criterion_score) as double)
        / nullif(cast(count(criterion_score) as double), 0) as mean_score
    from criterion_scores
    group by criterion_id

),

-- How far a feature moves the score the way that the score lies from the mean of all.
pulls as (

    select
        feature_scores.*,
        feature_scores.weight_points
        * (feature_scores.feature_score - feature_means.mean_score)
        * case
            when criterion_scores.criterion_score >= criterion_means.mean_score then 1
            else -1
        end as pull
    from feature_scores
    inner join feature_means
        on feature_scores.feature_name = feature_means.feature_name
    inner join criterion_means
        on feature_scores.criterion_id = criterion_means.criterion_id
    inner join criterion_scores
        on
            feature_scores.account_id = criterion_scores.account_id
            and feature_scores.criterion_id = criterion_scores.criterion_id
    where feature_scores.weight_points > 0

),

ordered_pulls as (

    select
        *,
        row_number() over (
            partition by account_id, criterion_id
            order by
                pull desc nulls last,
                weight_points desc nulls last,
                feature_name asc nulls last
        ) as pull_rank
    from pulls

),

deciding_features as (

    select
        account_id,
        criterion_id,
        feature_name,
        feature_value,
        ranked_count,
        worse_count,
        better_count,
        ranked_count - worse_count - better_count as equal_count
    from ordered_pulls
    where pull_rank = 1

)

select * from deciding_features
