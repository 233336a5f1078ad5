with

available as (

    select
        ease.criterion_id,
        case when ease.is_available then coalesce(weights.weight, 0) else 0 end
            as weight
    from {{ ref('maturity_criterion_ease') }} as ease
    left join {{ ref('rules_criterion_weights') }} as weights
        on
            ease.criterion_id = weights.criterion_id
            and weights.objective_id = '{{ var("objective") }}'

),

points as (

    select
        criterion_id,
        cast(round(weight * 1000000) as bigint) as weight_points
    from available

),

criterion_weights as (

    select
        criterion_id,
        coalesce(
            round(
                cast(weight_points as double)
                / nullif(cast(sum(weight_points) over () as double), 0),
                9
            ),
            0
        ) as weight_share
    from points

)

select * from criterion_weights
