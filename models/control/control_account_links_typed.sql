-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('account_links') -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__account_links') }}

),

{{ read_columns('account_links', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.source_system,
        readings.source_id,
        readings.account_id,
        readings.source_file,
        readings.source_row_number,
        {{ row_corrections(columns) }},
        {{ judge_row('account_links', columns) }}
    from readings

)

select * from typed
