-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('media_profiles') -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__media_profiles') }}

),

{{ read_columns('media_profiles', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.account_id,
        readings.source_file,
        readings.audience_size,
        readings.press_mentions,
        readings.source_row_number,
        readings.measured_at,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'media_profiles', columns,
            ranges={'audience_size': [0, none], 'press_mentions': [0, none]},
        ) }}
    from readings

)

select * from typed
