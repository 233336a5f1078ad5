-- A view: it only picks from a table that is there already.
{{ config(materialized='view') }}

with

judged as (

    select * from {{ ref('control_products_judged') }}

),

usual_prices as (

    select * from {{ ref('control_usual_prices') }}

),

valid as (

    select
        judged.product_id,
        judged.product_key,
        judged.category_key,
        usual_prices.usual_price_level,
        judged.unit_cost
    from judged
    left join usual_prices on judged.product_id = usual_prices.product_id
    where judged.rule_ids = ''

),

shortened as (

    {{ without_leading_zeros('judged', 'product_id') }}

),

refused as (

    {{ refused_ids('judged', 'valid', 'product_id') }}

),

product_references as (

    select
        product_id,
        product_id as own_product_id,
        product_key,
        category_key,
        usual_price_level,
        unit_cost
    from valid
    union all
    select
        shortened.short_id as product_id,
        valid.product_id as own_product_id,
        valid.product_key,
        valid.category_key,
        valid.usual_price_level,
        valid.unit_cost
    from shortened
    inner join valid on shortened.product_id = valid.product_id
    union all
    select
        product_id,
        cast(null as string) as own_product_id,
        cast(null as int) as product_key,
        cast(null as int) as category_key,
        cast(null as int) as usual_price_level,
        cast(null as decimal(18, 2)) as unit_cost
    from refused
    where product_id is not null

)

select * from product_references
