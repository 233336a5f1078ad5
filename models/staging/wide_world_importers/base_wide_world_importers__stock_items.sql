with

delivered as (

    select * from {{ source('wide_world_importers', 'stock_items') }}

),

stock_items as (

    select
        cast(StockItemID as bigint) as stock_item_id,
        StockItemName as product_name,
        Brand,
        cast(UnitPrice as decimal(18,2)) as list_price,
        'Warehouse.StockItems.parquet' as source_file,
        cast(file_row_number + 2 as bigint) as source_row_number
    from delivered

)

select * from stock_items
