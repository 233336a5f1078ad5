with

delivered as (

    select * from {{ read_entity('products') }}

),

products as (

    select
        product_id,
        product_name,
        product_category,
        product_subcategory,
        brand,
        price_tier,
        unit_cost,
        list_price,
        source_file,
        source_row_number
    from delivered

)

select * from products
