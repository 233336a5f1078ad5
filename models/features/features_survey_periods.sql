with

dates as (

    select * from {{ ref('features_dates') }}

),

responses as (

    select
        account_key,
        known_date,
        cast(responded_at as date) as responded_date,
        cast(coalesce(satisfaction_score, nps_score) as decimal(9, 3)) as response_score
    from {{ ref('input_survey_responses') }}

),

survey_periods as (

    select
        dates.as_of_date,
        responses.account_key,
        round(
            cast(sum(responses.response_score) as double)
            / nullif(count(responses.response_score), 0),
            9
        ) as satisfaction_value,
        count(responses.response_score) as survey_responses_12m_count
    from responses
    inner join dates
        on
            responses.responded_date <= dates.as_of_date
            and responses.responded_date > dates.start_12m_date
            and responses.known_date <= dates.as_of_date
    where responses.response_score is not null
    group by dates.as_of_date, responses.account_key

)

select * from survey_periods
