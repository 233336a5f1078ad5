-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns(
    'engagement_events', codes=['channel', 'event_type']
) -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__engagement_events') }}

),

{{ read_columns('engagement_events', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.event_id,
        readings.account_id,
        readings.contact_id,
        readings.channel,
        readings.event_type,
        readings.source_file,
        readings.rating,
        readings.source_row_number,
        readings.occurred_at,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'engagement_events', columns,
            lists={'channel': ['email', 'web', 'social', 'event', 'sales']},
        ) }}
    from readings

)

select * from typed
