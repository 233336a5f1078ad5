with

delivered as (

    select * from {{ source('wide_world_importers', 'stock_groups') }}

),

stock_groups as (

    select
        cast(StockGroupID as bigint) as stock_group_id,
        StockGroupName as stock_group_name
    from delivered

)

select * from stock_groups
