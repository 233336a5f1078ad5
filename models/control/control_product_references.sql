-- A view: it only adds the few refused ids to a table that is there already.
{{ config(materialized='view') }}

with

judged as (

    select * from {{ ref('control_products_judged') }}

),

keyed as (

    select * from {{ ref('control_products_keyed') }}

),

refused as (

    {{ refused_ids('judged', 'keyed', 'product_id') }}

),

product_references as (

    select
        product_id,
        product_key,
        category_key,
        unit_cost
    from keyed
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
