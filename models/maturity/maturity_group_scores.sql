with

member_scores as (

    select
        members.group_id,
        criterion_scores.criterion_id,
        members.counted_revenue_amount,
        criterion_scores.criterion_score
    from {{ ref('maturity_criterion_scores') }} as criterion_scores
    inner join {{ ref('maturity_group_members') }} as members
        on criterion_scores.account_id = members.account_id
    where criterion_scores.criterion_score is not null

),

sums as (

    select
        group_id,
        criterion_id,
        count(*) as scored_count,
        sum(criterion_score) as score_sum,
        cast(sum(counted_revenue_amount) as double) as revenue_sum,
        cast(sum(counted_revenue_amount * criterion_score) as double)
            as revenue_score_sum
    from member_scores
    group by group_id, criterion_id

),

group_scores as (

    select
        group_id,
        criterion_id,
        cast(
            round(
                case
                    when revenue_sum > 0
                        then revenue_score_sum / nullif(revenue_sum, 0)
                    else cast(score_sum as double) / nullif(scored_count, 0)
                end
            ) as int
        ) as criterion_score
    from sums

)

select * from group_scores
