-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('budgets') -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__budgets') }}

),

{{ read_columns('budgets', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.account_id,
        readings.product_category,
        readings.source_file,
        readings.budget_year,
        readings.available_budget,
        readings.source_row_number,
        readings.known_at,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'budgets', columns,
            ranges={
                'budget_year': [1900, 2200],
                'available_budget': [0, 1000000000000],
            },
        ) }}
    from readings

)

select * from typed
