-- A view: it only picks from a table that is there already.
{{ config(materialized='view') }}

with

judged as (

    select * from {{ ref('control_products_judged') }}

),

valid as (

    select *
    from judged
    where rule_ids = ''

),

refused as (

    {{ refused_ids('judged', 'valid', 'product_id') }}

),

product_references as (

    select
        product_id,
        product_key,
        category_key,
        unit_cost
    from valid
    union all
    select
        product_id,
        cast(null as int) as product_key,
        cast(null as int) as category_key,
        cast(null as decimal(18, 2)) as unit_cost
    from refused
    where product_id is not null

)

select * from product_references
