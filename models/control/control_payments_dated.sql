-- A view: control_run_dates is its one reader.
{{ config(materialized='view') }}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__payments') }}

),

{{ read_columns('payments', {'payment_date': 'date'}) }},

dated as (

    select payment_date
    from readings

)

select * from dated
