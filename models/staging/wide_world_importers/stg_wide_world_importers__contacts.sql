with

customers as (

    select * from {{ ref('stg_wide_world_importers__customers') }}

),

people as (

    select * from {{ source('wide_world_importers', 'people') }}

),

customer_people as (

    select
        customer_id as account_id,
        primary_contact_person_id as contact_id,
        true as is_primary
    from customers
    union all
    select
        customer_id as account_id,
        alternate_contact_person_id as contact_id,
        false as is_primary
    from customers

),

contacts as (

    select
        customer_people.contact_id,
        customer_people.account_id,
        people.fullname as full_name,
        cast(null as string) as job_title,
        cast(null as string) as buying_role,
        people.emailaddress as email,
        people.phonenumber as phone,
        customer_people.is_primary,
        'Application.People.parquet' as source_file,
        cast(people.file_row_number + 2 as bigint) as source_row_number
    from customer_people
    inner join people
        on customer_people.contact_id = cast(people.personid as string)

)

select * from contacts
