with

delivered as (

    select * from {{ source('wide_world_importers', 'stock_item_stock_groups') }}

),

stock_item_stock_groups as (

    select
        cast(StockItemID as bigint) as stock_item_id,
        cast(StockGroupID as bigint) as stock_group_id
    from delivered

)

select * from stock_item_stock_groups
