-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('contacts', codes=['buying_role', 'email']) -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__contacts') }}

),

{{ read_columns('contacts', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.contact_id,
        readings.account_id,
        readings.full_name,
        readings.job_title,
        readings.buying_role,
        readings.email,
        readings.phone,
        readings.source_file,
        readings.source_row_number,
        readings.is_primary,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'contacts', columns,
            lists={'buying_role': [
                'decider', 'influencer', 'user', 'buyer', 'gatekeeper',
            ]},
        ) }}
    from readings

)

select * from typed
