with

contact_permissions as (

    select
        cast(null as int) as account_key,
        cast(null as string) as contact_id,
        cast(null as string) as channel,
        cast(null as string) as permission,
        cast(null as string) as legal_basis,
        cast(null as date) as known_date,
        cast(null as timestamp) as recorded_at,
        cast(null as timestamp) as known_at
    where false

)

select * from contact_permissions
