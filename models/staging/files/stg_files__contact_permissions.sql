with

delivered as (

    select * from {{ read_entity('contact_permissions') }}

),

contact_permissions as (

    select
        contact_id,
        account_id,
        channel,
        permission,
        recorded_at,
        legal_basis,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from contact_permissions
