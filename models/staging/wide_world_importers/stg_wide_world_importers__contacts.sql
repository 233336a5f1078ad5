with

customers as (

    select * from {{ ref('base_wide_world_importers__customers') }}

),

people as (

    select * from {{ ref('base_wide_world_importers__people') }}

),

customer_people as (

    select
        customer_id,
        primary_contact_person_id as person_id,
        true as is_primary
    from customers
    union all
    select
        customer_id,
        alternate_contact_person_id as person_id,
        false as is_primary
    from customers

),

contacts as (

    select
        cast(people.person_id as string) as contact_id,
        cast(customer_people.customer_id as string) as account_id,
        people.full_name,
        cast(null as string) as job_title,
        cast(null as string) as buying_role,
        people.email,
        people.phone,
        customer_people.is_primary,
        people.source_file,
        people.source_row_number
    from customer_people
    inner join people
        on customer_people.person_id = people.person_id

)

select * from contacts
