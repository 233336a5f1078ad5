with

contact_permissions as (

    select
        cast(null as string) as contact_id,
        cast(null as string) as account_id,
        cast(null as string) as channel,
        cast(null as string) as permission,
        cast(null as timestamp) as recorded_at,
        cast(null as string) as legal_basis,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from contact_permissions
