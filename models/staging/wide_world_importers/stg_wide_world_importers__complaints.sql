with

complaints as (

    select
        cast(null as string) as complaint_id,
        cast(null as string) as account_id,
        cast(null as timestamp) as opened_at,
        cast(null as timestamp) as closed_at,
        cast(null as string) as product_id,
        cast(null as string) as invoice_id,
        cast(null as string) as category,
        cast(null as string) as description,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from complaints
