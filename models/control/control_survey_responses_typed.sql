-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('survey_responses') -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__survey_responses') }}

),

{{ read_columns('survey_responses', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.response_id,
        readings.account_id,
        readings.contact_id,
        readings.comment,
        readings.source_file,
        readings.nps_score,
        readings.satisfaction_score,
        readings.source_row_number,
        readings.responded_at,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'survey_responses', columns,
            ranges={'nps_score': [0, 10], 'satisfaction_score': [0, 10]},
        ) }}
    from readings

)

select * from typed
