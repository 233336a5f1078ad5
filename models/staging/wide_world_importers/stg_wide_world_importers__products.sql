with

stock_groups as (

    select * from {{ source('wide_world_importers', 'stock_groups') }}

),

stock_item_stock_groups as (

    select * from {{ source('wide_world_importers', 'stock_item_stock_groups') }}

),

stock_items as (

    select * from {{ source('wide_world_importers', 'stock_items') }}

),

lowest_groups as (

    select
        stockitemid,
        min(stockgroupid) as stockgroupid
    from stock_item_stock_groups
    group by stockitemid

),

products as (

    select
        cast(stock_items.stockitemid as string) as product_id,
        stock_items.stockitemname as product_name,
        stock_groups.stockgroupname as product_category,
        cast(null as string) as product_subcategory,
        stock_items.brand,
        cast(null as string) as price_tier,
        cast(null as decimal(18, 2)) as unit_cost,
        cast(stock_items.unitprice as decimal(18, 2)) as list_price,
        'Warehouse.StockItems.parquet' as source_file,
        cast(stock_items.file_row_number + 2 as bigint) as source_row_number
    from stock_items
    left join lowest_groups
        on stock_items.stockitemid = lowest_groups.stockitemid
    left join stock_groups
        on lowest_groups.stockgroupid = stock_groups.stockgroupid

)

select * from products
