-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('campaign_contacts', codes=['arm']) -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__campaign_contacts') }}

),

{{ read_columns('campaign_contacts', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.campaign_id,
        readings.account_id,
        readings.contact_id,
        readings.arm,
        readings.source_file,
        readings.response_amount,
        readings.source_row_number,
        readings.contacted_at,
        readings.responded_at,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'campaign_contacts', columns,
            lists={'arm': ['treatment', 'control']},
            breaches=[
                ('out_of_range', 'responded_at',
                 'cast(readings.responded_at as date) '
                 ~ '< cast(readings.contacted_at as date)'),
            ],
        ) }}
    from readings

)

select * from typed
