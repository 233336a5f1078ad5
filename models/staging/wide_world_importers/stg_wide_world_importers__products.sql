with

stock_groups as (

    select * from {{ ref('base_wide_world_importers__stock_groups') }}

),

stock_item_stock_groups as (

    select * from {{ ref('base_wide_world_importers__stock_item_stock_groups') }}

),

stock_items as (

    select * from {{ ref('base_wide_world_importers__stock_items') }}

),

lowest_groups as (

    select
        stock_item_id,
        min(stock_group_id) as stock_group_id
    from stock_item_stock_groups
    group by stock_item_id

),

products as (

    select
        cast(stock_items.stock_item_id as string) as product_id,
        stock_items.product_name,
        stock_groups.stock_group_name as product_category,
        cast(null as string) as product_subcategory,
        stock_items.brand,
        cast(null as string) as price_tier,
        cast(null as decimal(18,2)) as unit_cost,
        stock_items.list_price,
        stock_items.source_file,
        stock_items.source_row_number
    from stock_items
    left join lowest_groups
        on stock_items.stock_item_id = lowest_groups.stock_item_id
    left join stock_groups
        on lowest_groups.stock_group_id = stock_groups.stock_group_id

)

select * from products
