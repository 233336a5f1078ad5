with

typed as (

    select * from {{ ref('control_products_typed') }}

),

product_keys as (

    select * from {{ ref('control_product_keys') }}

),

category_keys as (

    select * from {{ ref('control_category_keys') }}

),

later_copies as (

    {{ later_copies(key=['product_id'], event='typed.product_id') }}

),

judged as (

    select
        typed.product_id,
        typed.product_name,
        typed.product_category,
        typed.product_subcategory,
        typed.brand,
        typed.price_tier,
        typed.source_file,
        product_keys.product_key,
        category_keys.category_key,
        typed.unit_cost,
        typed.list_price,
        typed.source_row_number,
        {{ judge_links(key='product_id') }}
    from typed
    left join product_keys on typed.product_id = product_keys.product_id
    left join category_keys
        on typed.product_category = category_keys.product_category
    {{ join_later_copies() }}

)

select * from judged
