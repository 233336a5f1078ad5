-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__products') }}

),

typed as (

    select
        {{ typed('product_id', 'string') }} as product_id,
        {{ typed('product_name', 'string') }} as product_name,
        {{ typed('product_category', 'string') }} as product_category,
        {{ typed('product_subcategory', 'string') }} as product_subcategory,
        {{ typed('brand', 'string') }} as brand,
        {{ typed('price_tier', 'code') }} as price_tier,
        delivered.source_file,
        {{ typed('unit_cost', 'decimal(18, 2)') }} as unit_cost,
        {{ typed('list_price', 'decimal(18, 2)') }} as list_price,
        delivered.source_row_number,
        {{ judge_row(
            required=['product_id', 'product_name', 'product_category'],
            types={'unit_cost': 'decimal(18, 2)', 'list_price': 'decimal(18, 2)'},
            lists={'price_tier': ['low', 'mid', 'premium']},
            ranges={'unit_cost': [0, 1000000000], 'list_price': [0, 1000000000]},
        ) }}
    from delivered

)

select * from typed
