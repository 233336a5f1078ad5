-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('referrals') -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__referrals') }}

),

{{ read_columns('referrals', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.referral_id,
        readings.account_id,
        readings.referred_account_id,
        readings.source_file,
        readings.source_row_number,
        readings.is_converted,
        readings.referred_at,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row('referrals', columns) }}
    from readings

)

select * from typed
