-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('contracts') -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__contracts') }}

),

{{ read_columns('contracts', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.contract_id,
        readings.account_id,
        readings.product_category,
        readings.termination_reason,
        readings.source_file,
        readings.yearly_amount,
        readings.source_row_number,
        readings.start_date,
        readings.end_date,
        readings.notice_date,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'contracts', columns,
            ranges={'yearly_amount': [0, 1000000000000]},
            breaches=[
                ('out_of_range', 'end_date',
                 'readings.end_date < readings.start_date'),
            ],
        ) }}
    from readings

)

select * from typed
