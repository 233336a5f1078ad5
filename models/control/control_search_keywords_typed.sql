-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('search_keywords') -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__search_keywords') }}

),

{{ read_columns('search_keywords', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.keyword,
        readings.source_file,
        readings.impressions,
        readings.clicks,
        readings.position,
        readings.source_row_number,
        readings.measured_date,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'search_keywords', columns,
            ranges={
                'impressions': [0, none],
                'clicks': [0, none],
                'position': [0, none],
            },
            breaches=[
                ('out_of_range', 'clicks',
                 'readings.clicks > readings.impressions'),
            ],
        ) }}
    from readings

)

select * from typed
