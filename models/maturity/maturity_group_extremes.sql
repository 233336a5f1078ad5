with

members as (

    select * from {{ ref('maturity_group_members') }}
    where group_account_count >= 2

),

criterion_scores as (

    select * from {{ ref('maturity_criterion_scores') }}
    where criterion_score is not null

),

rules as (

    select * from {{ ref('rules_group_contradictions') }}

),

-- A small account says little about its group, so it does not count.
counted_members as (

    select
        members.*,
        criterion_scores.criterion_id,
        criterion_scores.criterion_score,
        rules.minimum_spread_value
    from criterion_scores
    inner join members on criterion_scores.account_id = members.account_id
    inner join rules on criterion_scores.criterion_id = rules.criterion_id
    where
        cast(members.counted_revenue_amount as double)
        >= rules.minimum_revenue_share * cast(members.group_revenue_amount as double)

),

ordered_members as (

    select
        *,
        row_number() over (
            partition by group_id, criterion_id
            order by
                criterion_score asc nulls last,
                counted_revenue_amount desc nulls last,
                account_id asc nulls last
        ) as lowest_rank,
        row_number() over (
            partition by group_id, criterion_id
            order by
                criterion_score desc nulls last,
                counted_revenue_amount desc nulls last,
                account_id asc nulls last
        ) as highest_rank
    from counted_members

),

group_extremes as (

    select
        lowest.group_id,
        lowest.criterion_id,
        lowest.account_id as lowest_account_id,
        highest.account_id as highest_account_id,
        lowest.group_account_count,
        lowest.criterion_score as lowest_score,
        highest.criterion_score as highest_score,
        lowest.minimum_spread_value
    from ordered_members as lowest
    inner join ordered_members as highest
        on
            lowest.group_id = highest.group_id
            and lowest.criterion_id = highest.criterion_id
    where lowest.lowest_rank = 1 and highest.highest_rank = 1

)

select * from group_extremes
