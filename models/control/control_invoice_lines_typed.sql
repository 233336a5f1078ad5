-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__invoice_lines') }}

),

typed as (

    select
        {{ typed('invoice_line_id', 'string') }} as invoice_line_id,
        {{ typed('invoice_id', 'string') }} as invoice_id,
        {{ typed('product_id', 'string') }} as product_id,
        delivered.source_file,
        {{ typed('quantity', 'double') }} as quantity,
        {{ typed('net_amount', 'decimal(18, 2)') }} as net_amount,
        {{ typed('discount_amount', 'decimal(18, 2)') }} as discount_amount,
        {{ typed('cost_amount', 'decimal(18, 2)') }} as cost_amount,
        {{ typed('tax_amount', 'decimal(18, 2)') }} as tax_amount,
        delivered.source_row_number,
        {{ judge_row(
            required=[
                'invoice_line_id', 'invoice_id', 'product_id', 'quantity', 'net_amount',
            ],
            types={
                'quantity': 'double', 'net_amount': 'decimal(18, 2)',
                'discount_amount': 'decimal(18, 2)', 'cost_amount': 'decimal(18, 2)',
                'tax_amount': 'decimal(18, 2)',
            },
        ) }}
    from delivered

)

select * from typed
