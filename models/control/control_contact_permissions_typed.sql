-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns(
    'contact_permissions', codes=['channel', 'permission']
) -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__contact_permissions') }}

),

{{ read_columns('contact_permissions', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.contact_id,
        readings.account_id,
        readings.channel,
        readings.permission,
        readings.legal_basis,
        readings.source_file,
        readings.source_row_number,
        readings.recorded_at,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'contact_permissions', columns,
            lists={
                'channel': ['email', 'phone', 'post', 'online_ads'],
                'permission': ['granted', 'objected'],
            },
            breaches=[
                ('required_missing', 'account_id',
                 'readings.account_id is null and readings.contact_id is null'),
            ],
        ) }}
    from readings

)

select * from typed
