with

delivered as (

    select * from {{ source('wide_world_importers', 'people') }}

),

people as (

    select
        cast(PersonID as bigint) as person_id,
        FullName as full_name,
        EmailAddress as email,
        PhoneNumber as phone,
        'Application.People.parquet' as source_file,
        cast(file_row_number + 2 as bigint) as source_row_number
    from delivered

)

select * from people
