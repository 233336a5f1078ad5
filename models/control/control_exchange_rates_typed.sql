-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('exchange_rates', uppers=['currency_code']) -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__exchange_rates') }}

),

{{ read_columns('exchange_rates', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.currency_code,
        readings.source_file,
        readings.rate,
        readings.source_row_number,
        readings.rate_date,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row('exchange_rates', columns, ranges={'rate': [0.000001, 1000000]}) }}
    from readings

)

select * from typed
