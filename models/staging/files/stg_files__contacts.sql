with

delivered as (

    select * from {{ read_entity('contacts') }}

),

contacts as (

    select
        contact_id,
        account_id,
        full_name,
        job_title,
        buying_role,
        email,
        phone,
        is_primary,
        source_file,
        source_row_number
    from delivered

)

select * from contacts
