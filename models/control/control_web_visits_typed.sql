-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('web_visits', codes=['visitor_domain']) -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__web_visits') }}

),

{{ read_columns('web_visits', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.visit_id,
        readings.account_id,
        readings.visitor_domain,
        readings.keyword,
        readings.landing_page,
        readings.traffic_source,
        readings.source_file,
        readings.source_row_number,
        readings.visited_at,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row('web_visits', columns) }}
    from readings

)

select * from typed
