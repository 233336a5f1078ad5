with

judged as (

    select * from {{ ref('control_products_judged') }}

),

products as (

    select
        product_key,
        category_key,
        product_id,
        product_name,
        product_category,
        product_subcategory,
        brand,
        price_tier,
        unit_cost,
        list_price
    from judged
    where rule_ids = ''

)

select * from products
