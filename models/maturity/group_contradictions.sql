with

extremes as (

    select * from {{ ref('maturity_group_extremes') }}
    where highest_score - lowest_score >= minimum_spread_value

),

group_scores as (

    select * from {{ ref('maturity_group_scores') }}

),

reasons as (

    select * from {{ ref('account_criteria') }}

),

told as (

    select
        extremes.*,
        group_scores.criterion_score as group_score,
        group_scores.criterion_score - extremes.lowest_score
        >= extremes.highest_score - group_scores.criterion_score as is_lowest_odd,
        cast(group_scores.criterion_score as string) as group_text,
        extremes.lowest_account_id || ' (' || cast(extremes.lowest_score as string)
        || ')' as lowest_text,
        extremes.highest_account_id || ' (' || cast(extremes.highest_score as string)
        || ')' as highest_text,
        lowest.reason_nl as lowest_reason_nl,
        lowest.reason_en as lowest_reason_en,
        highest.reason_nl as highest_reason_nl,
        highest.reason_en as highest_reason_en,
        lowest.as_of_date
    from extremes
    inner join group_scores
        on
            extremes.group_id = group_scores.group_id
            and extremes.criterion_id = group_scores.criterion_id
    inner join reasons as lowest
        on
            extremes.lowest_account_id = lowest.account_id
            and extremes.criterion_id = lowest.criterion_id
    inner join reasons as highest
        on
            extremes.highest_account_id = highest.account_id
            and extremes.criterion_id = highest.criterion_id

),

group_contradictions as (

    select
        group_id,
        criterion_id,
        lowest_account_id,
        highest_account_id,
        case
            when is_lowest_odd
                then
                    'De groep scoort ' || group_text || ', maar ' || lowest_text || ': '
                    || lowest_reason_nl || '. Hoogste: ' || highest_text || '.'
            else
                'De groep scoort ' || group_text || ', maar ' || highest_text || ': '
                || highest_reason_nl || '. Laagste: ' || lowest_text || '.'
        end as note_nl,
        case
            when is_lowest_odd
                then
                    'The group scores ' || group_text || ', but ' || lowest_text || ': '
                    || lowest_reason_en || '. Highest: ' || highest_text || '.'
            else
                'The group scores ' || group_text || ', but ' || highest_text || ': '
                || highest_reason_en || '. Lowest: ' || lowest_text || '.'
        end as note_en,
        cast(group_account_count as bigint) as group_account_count,
        group_score,
        lowest_score,
        highest_score,
        cast(highest_score - lowest_score as double) as spread_value,
        as_of_date
    from told

)

select * from group_contradictions
