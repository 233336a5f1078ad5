with

survey_responses as (

    select
        cast(null as string) as response_id,
        cast(null as string) as account_id,
        cast(null as timestamp) as responded_at,
        cast(null as string) as contact_id,
        cast(null as int) as nps_score,
        cast(null as double) as satisfaction_score,
        cast(null as string) as comment,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from survey_responses
