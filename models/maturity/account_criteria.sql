with

criterion_scores as (

    select * from {{ ref('maturity_criterion_scores') }}

),

criterion_means as (

    select
        criterion_id,
        cast(sum(criterion_score) as double) / nullif(count(criterion_score), 0)
            as mean_score
    from criterion_scores
    group by criterion_id

),

compared as (

    select
        criterion_scores.*,
        round(criterion_scores.weight_share * criterion_scores.criterion_score, 9)
            as contribution_value,
        round(criterion_scores.criterion_score - criterion_means.mean_score, 9)
            as difference_value,
        round(
            criterion_scores.weight_share
            * (criterion_scores.criterion_score - criterion_means.mean_score),
            9
        ) as score_lift_value
    from criterion_scores
    inner join criterion_means
        on criterion_scores.criterion_id = criterion_means.criterion_id

),

-- A criterion without a score comes last here and gets no rank.
ordered_lifts as (

    select
        *,
        row_number() over (
            partition by account_id
            order by
                score_lift_value desc nulls last,
                difference_value desc nulls last,
                criterion_id asc nulls last
        ) as lift_rank
    from compared

),

account_criteria as (

    select
        ordered_lifts.account_id,
        ordered_lifts.criterion_id,
        reasons.reason_nl,
        reasons.reason_en,
        ordered_lifts.criterion_score,
        ordered_lifts.weight_share,
        ordered_lifts.contribution_value,
        ordered_lifts.difference_value,
        ordered_lifts.score_lift_value,
        case
            when ordered_lifts.score_lift_value is not null
                then cast(ordered_lifts.lift_rank as int)
        end as criterion_rank,
        ordered_lifts.criterion_score is not null as is_available,
        ordered_lifts.as_of_date
    from ordered_lifts
    inner join {{ ref('maturity_criterion_reasons') }} as reasons
        on
            ordered_lifts.account_id = reasons.account_id
            and ordered_lifts.criterion_id = reasons.criterion_id

)

select * from account_criteria
