with

judged as (

    select * from {{ ref('control_survey_responses_judged') }}

),

survey_responses as (

    select
        account_key,
        response_id,
        contact_id,
        comment,
        nps_score,
        satisfaction_score,
        known_date,
        responded_at
    from judged
    where rule_ids = ''

)

select * from survey_responses
