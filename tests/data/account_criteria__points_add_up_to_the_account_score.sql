with

points as (

    select
        account_id,
        count(*) as criterion_count,
        sum(cast(weight_share as decimal(18, 9))) as weight_share,
        sum(cast(contribution_value as decimal(18, 9))) as account_points
    from {{ ref('account_criteria') }}
    group by account_id

),

differences as (

    select
        scored.account_id,
        scored.account_score,
        points.criterion_count,
        points.weight_share,
        points.account_points
    from {{ ref('accounts') }} as scored
    left join points on scored.account_id = points.account_id
    where
        points.criterion_count is distinct from 13
        or (scored.account_score is null) <> (points.account_points is null)
        or abs(points.weight_share - 1) > 0.000001
        or abs(points.account_points - scored.account_score) > 0.500001

)

select * from differences
