with

stated_needs as (

    select
        cast(null as string) as need_id,
        cast(null as string) as account_id,
        cast(null as timestamp) as recorded_at,
        cast(null as string) as source,
        cast(null as string) as description,
        cast(null as string) as product_category,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from stated_needs
