-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('invoice_lines') -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__invoice_lines') }}

),

{{ read_columns('invoice_lines', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.invoice_line_id,
        readings.invoice_id,
        readings.product_id,
        readings.source_file,
        readings.quantity,
        readings.net_amount,
        readings.discount_amount,
        readings.cost_amount,
        readings.tax_amount,
        readings.source_row_number,
        {{ row_corrections(columns) }},
        {{ judge_row('invoice_lines', columns) }}
    from readings

)

select * from typed
