with

accounts as (

    select
        account_id,
        as_of_date
    from {{ ref('maturity_group_members') }}

),

criteria as (

    select distinct criterion_id from {{ ref('feature_catalog') }}

),

weights as (

    select
        criterion_id,
        cast(round(weight * 1000000) as bigint) as weight_points
    from {{ ref('rules_criterion_weights') }}
    where objective_id = '{{ var("objective") }}'

),

feature_means as (

    select
        account_id,
        criterion_id,
        cast(
            round(
                cast(sum(weight_points * feature_score) as double)
                / nullif(cast(sum(weight_points) as double), 0)
            ) as int
        ) as criterion_score
    from {{ ref('maturity_feature_scores') }}
    group by account_id, criterion_id

),

weighed as (

    select
        accounts.account_id,
        criteria.criterion_id,
        feature_means.criterion_score,
        case
            when feature_means.criterion_score is not null then weights.weight_points
        end as weight_points,
        accounts.as_of_date
    from accounts
    cross join criteria
    left join feature_means
        on
            accounts.account_id = feature_means.account_id
            and criteria.criterion_id = feature_means.criterion_id
    left join weights on criteria.criterion_id = weights.criterion_id

),

criterion_scores as (

    select
        account_id,
        criterion_id,
        criterion_score,
        weight_points,
        round(
            cast(weight_points as double)
            / nullif(
                cast(sum(weight_points) over (partition by account_id) as double), 0
            ),
            9
        ) as weight_share,
        as_of_date
    from weighed

)

select * from criterion_scores
