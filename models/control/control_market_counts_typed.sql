-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('market_counts') -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__market_counts') }}

),

{{ read_columns('market_counts', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.industry_code,
        readings.size_class,
        readings.region,
        readings.source_file,
        readings.company_count,
        readings.source_row_number,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'market_counts', columns,
            ranges={'company_count': [0, none]},
        ) }}
    from readings

)

select * from typed
