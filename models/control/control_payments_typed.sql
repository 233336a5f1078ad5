-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('payments') -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__payments') }}

),

{{ read_columns('payments', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.payment_id,
        readings.account_id,
        readings.invoice_id,
        readings.source_file,
        readings.amount,
        readings.source_row_number,
        readings.payment_date,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row('payments', columns) }}
    from readings

)

select * from typed
