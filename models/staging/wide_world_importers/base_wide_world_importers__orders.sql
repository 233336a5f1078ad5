with

delivered as (

    select * from {{ source('wide_world_importers', 'orders') }}

),

orders as (

    select
        cast(OrderID as string) as order_id,
        cast(OrderDate as date) as order_date
    from delivered

)

select * from orders
