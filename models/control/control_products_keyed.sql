with

judged as (

    select * from {{ ref('control_products_judged') }}

),

product_keys as (

    select * from {{ ref('control_product_keys') }}

),

category_keys as (

    select * from {{ ref('control_category_keys') }}

),

products_keyed as (

    select
        judged.product_id,
        judged.product_name,
        judged.product_category,
        judged.product_subcategory,
        judged.brand,
        judged.price_tier,
        product_keys.product_key,
        category_keys.category_key,
        judged.unit_cost,
        judged.list_price
    from judged
    inner join product_keys on judged.product_id = product_keys.product_id
    inner join category_keys
        on judged.product_category = category_keys.product_category
    where judged.rule_ids = ''

)

select * from products_keyed
