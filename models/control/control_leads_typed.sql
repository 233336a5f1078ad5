-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('leads', codes=['outcome']) -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__leads') }}

),

{{ read_columns('leads', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.lead_id,
        readings.account_id,
        readings.prospect_id,
        readings.campaign_id,
        readings.source,
        readings.outcome,
        readings.lost_reason,
        readings.source_file,
        readings.quoted_amount,
        readings.source_row_number,
        readings.created_at,
        readings.outcome_at,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'leads', columns,
            lists={'outcome': ['won', 'lost', 'open']},
            ranges={'quoted_amount': [0, 1000000000000]},
            breaches=[
                ('required_missing', 'account_id',
                 'readings.account_id is null and readings.prospect_id is null'),
                ('out_of_range', 'outcome_at',
                 'cast(readings.outcome_at as date) '
                 ~ '< cast(readings.created_at as date)'),
            ],
        ) }}
    from readings

)

select * from typed
