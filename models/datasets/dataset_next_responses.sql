with

label_windows as (

    select * from {{ ref('dataset_label_windows') }}

),

ranked_responses as (

    select
        label_windows.role,
        responses.account_key,
        responses.nps_score,
        row_number() over (
            partition by label_windows.role, responses.account_key
            order by
                responses.responded_at asc nulls last,
                responses.response_id asc nulls last
        ) as response_rank
    from {{ ref('input_survey_responses') }} as responses
    inner join label_windows
        on
            cast(responses.responded_at as date) > label_windows.after_date
            and cast(responses.responded_at as date) <= label_windows.end_date
            and responses.known_date <= label_windows.known_by_date
    where responses.nps_score is not null

),

next_responses as (

    select
        role,
        account_key,
        nps_score >= 9 as is_next_promoter
    from ranked_responses
    where response_rank = 1

)

select * from next_responses
