-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('complaints') -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__complaints') }}

),

{{ read_columns('complaints', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.complaint_id,
        readings.account_id,
        readings.product_id,
        readings.invoice_id,
        readings.category,
        readings.description,
        readings.source_file,
        readings.source_row_number,
        readings.opened_at,
        readings.closed_at,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'complaints', columns,
            breaches=[
                ('out_of_range', 'closed_at',
                 'cast(readings.closed_at as date) < cast(readings.opened_at as date)'),
            ],
        ) }}
    from readings

)

select * from typed
