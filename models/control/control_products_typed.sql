-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns('products', codes=['price_tier']) -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__products') }}

),

{{ read_columns('products', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.product_id,
        readings.product_name,
        readings.product_category,
        readings.product_subcategory,
        readings.brand,
        readings.price_tier,
        readings.source_file,
        readings.unit_cost,
        readings.list_price,
        readings.source_row_number,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'products', columns,
            lists={'price_tier': ['low', 'mid', 'premium']},
            ranges={'unit_cost': [0, 1000000000], 'list_price': [0, 1000000000]},
        ) }}
    from readings

)

select * from typed
