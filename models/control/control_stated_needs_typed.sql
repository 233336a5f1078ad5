-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('stated_needs', codes=['source']) -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__stated_needs') }}

),

{{ read_columns('stated_needs', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.need_id,
        readings.account_id,
        readings.source,
        readings.description,
        readings.product_category,
        readings.source_file,
        readings.source_row_number,
        readings.recorded_at,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'stated_needs', columns,
            lists={'source': ['survey', 'sales', 'web']},
        ) }}
    from readings

)

select * from typed
