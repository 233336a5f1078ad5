with

account_scores as (

    select
        account_id,
        cast(
            round(
                cast(sum(weight_points * criterion_score) as double)
                / nullif(cast(sum(weight_points) as double), 0)
            ) as int
        ) as account_score
    from {{ ref('maturity_criterion_scores') }}
    group by account_id

)

select * from account_scores
