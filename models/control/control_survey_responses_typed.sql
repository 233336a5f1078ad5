-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__survey_responses') }}

),

typed as (

    select
        {{ typed('response_id', 'string') }} as response_id,
        {{ typed('account_id', 'string') }} as account_id,
        {{ typed('contact_id', 'string') }} as contact_id,
        {{ typed('comment', 'string') }} as comment,
        delivered.source_file,
        {{ typed('nps_score', 'int') }} as nps_score,
        {{ typed('satisfaction_score', 'double') }} as satisfaction_score,
        delivered.source_row_number,
        {{ typed('responded_at', 'timestamp') }} as responded_at,
        {{ judge_row(
            required=['response_id', 'account_id', 'responded_at'],
            types={
                'responded_at': 'timestamp', 'nps_score': 'int',
                'satisfaction_score': 'double',
            },
            ranges={'nps_score': [0, 10], 'satisfaction_score': [0, 10]},
        ) }}
    from delivered

)

select * from typed
