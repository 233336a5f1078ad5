with

delivered as (

    select * from {{ read_entity('survey_responses') }}

),

survey_responses as (

    select
        response_id,
        account_id,
        responded_at,
        contact_id,
        nps_score,
        satisfaction_score,
        comment,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from survey_responses
