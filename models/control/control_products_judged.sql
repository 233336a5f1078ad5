with

typed as (

    select * from {{ ref('control_products_typed') }}

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
        typed.product_id as row_key,
        typed.unit_cost,
        typed.list_price,
        typed.source_row_number,
        {{ judge_links(key='product_id') }}
    from typed
    {{ join_later_copies() }}

)

select * from judged
