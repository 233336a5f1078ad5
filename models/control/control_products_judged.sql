{%- set typed_products = ref('control_products_typed') -%}

with

repairs as (

    {{ text_repairs('products', repaired_letters()['products']) }}

),

product_keys as (

    select * from {{ ref('control_product_keys') }}

),

category_keys as (

    select * from {{ ref('control_category_keys') }}

),

later_copies as (

    {{ later_copies(
        typed_products,
        key=['product_id'],
        columns=entity_columns('products'),
        event='typed.product_id',
    ) }}

),

judged as (

    select
        typed.product_id,
        {{ repaired('product_name') }},
        typed.product_category,
        {{ repaired('product_subcategory') }},
        {{ repaired('brand') }},
        typed.price_tier,
        typed.source_file,
        product_keys.product_key,
        category_keys.category_key,
        typed.unit_cost,
        typed.list_price,
        typed.source_row_number,
        typed.corrections,
        {{ judge_links(key='product_id') }}
    from {{ typed_products }} as typed
    left join repairs
        on
            typed.source_file = repairs.source_file
            and typed.source_row_number = repairs.source_row_number
    left join product_keys on typed.product_id = product_keys.product_id
    left join category_keys
        on typed.product_category = category_keys.product_category
    {{ join_later_copies() }}

)

select * from judged
