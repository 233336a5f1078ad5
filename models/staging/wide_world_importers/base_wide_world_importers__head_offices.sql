with

buying_groups as (

    select * from {{ ref('base_wide_world_importers__buying_groups') }}

),

customers as (

    select * from {{ ref('base_wide_world_importers__customers') }}

),

head_offices as (

    select
        buying_groups.buying_group_id,
        customers.customer_id as head_office_customer_id
    from buying_groups
    inner join customers
        on
            buying_groups.buying_group_id = customers.buying_group_id
            and buying_groups.buying_group_name || ' (Head Office)' = customers.customer_name

)

select * from head_offices
