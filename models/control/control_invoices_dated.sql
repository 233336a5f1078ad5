-- A view: control_run_dates is its one reader.
{{ config(materialized='view') }}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__invoices') }}

),

{{ read_columns('invoices', {'invoice_date': 'date', 'due_date': 'date'}) }},

dated as (

    select
        case
            when {{ is_swapped('readings') }} then readings.due_date
            else readings.invoice_date
        end as invoice_date
    from readings

)

select * from dated
