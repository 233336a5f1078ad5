-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('campaigns', codes=['channel']) -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__campaigns') }}

),

{{ read_columns('campaigns', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.campaign_id,
        readings.campaign_name,
        readings.channel,
        readings.source_file,
        readings.cost_per_contact,
        readings.fixed_cost,
        readings.source_row_number,
        readings.start_date,
        readings.end_date,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'campaigns', columns,
            lists={'channel': ['email', 'phone', 'post', 'online_ads']},
            ranges={
                'cost_per_contact': [0, 1000000000000],
                'fixed_cost': [0, 1000000000000],
            },
            breaches=[
                ('out_of_range', 'end_date',
                 'readings.end_date < readings.start_date'),
            ],
        ) }}
    from readings

)

select * from typed
