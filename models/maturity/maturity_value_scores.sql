with

rules as (

    select
        *,
        cast(round(weight * 1000000) as bigint) as weight_points,
        case when direction = 'higher' then 1 else -1 end as sign,
        case when direction = 'higher' then lower_value else upper_value end
            as worst_value
    from {{ ref('rules_criterion_scores') }}

),

distinct_values as (

    select
        criterion_id,
        feature_name,
        feature_value,
        count(*) as account_count
    from {{ ref('maturity_feature_values') }}
    where feature_value is not null
    group by criterion_id, feature_name, feature_value

),

-- What counts as more: the value itself, or where it lies on its line, from 0 to 1.
positions as (

    select
        distinct_values.*,
        rules.method,
        rules.weight_points,
        case
            when rules.method = 'rank' then rules.sign * distinct_values.feature_value
            else
                round(
                    least(
                        greatest(
                            rules.sign
                            * (distinct_values.feature_value - rules.worst_value)
                            / nullif(rules.upper_value - rules.lower_value, 0),
                            0
                        ),
                        1
                    ),
                    11
                )
        end as position_value
    from distinct_values
    inner join rules
        on
            distinct_values.criterion_id = rules.criterion_id
            and distinct_values.feature_name = rules.feature_name

),

placed as (

    select
        *,
        sum(account_count) over (partition by feature_name) as ranked_count,
        sum(account_count) over (partition by feature_name, position_value)
            as equal_count,
        sum(account_count) over (
            partition by feature_name
            order by position_value asc nulls last
            range between unbounded preceding and current row
        ) as reached_count
    from positions

),

value_scores as (

    select
        criterion_id,
        feature_name,
        feature_value,
        cast(
            round(
                case
                    when method = 'scale' then round(100 * position_value, 9)
                    else
                        cast(100 * (2 * reached_count - equal_count) as double)
                        / nullif(cast(2 * ranked_count as double), 0)
                end
            ) as int
        ) as feature_score,
        weight_points,
        cast(account_count as bigint) as account_count,
        cast(ranked_count as bigint) as ranked_count,
        cast(reached_count - equal_count as bigint) as worse_count,
        cast(ranked_count - reached_count as bigint) as better_count
    from placed

)

select * from value_scores
