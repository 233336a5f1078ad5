with

delivered as (

    select * from {{ source('wide_world_importers', 'customer_categories') }}

),

customer_categories as (

    select
        cast(CustomerCategoryID as bigint) as customer_category_id,
        CustomerCategoryName as customer_category_name
    from delivered

)

select * from customer_categories
