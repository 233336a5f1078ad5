with

stated_needs as (

    select
        cast(null as string) as need_id,
        cast(null as int) as account_key,
        cast(null as string) as source,
        cast(null as string) as description,
        cast(null as string) as product_category,
        cast(null as date) as known_date,
        cast(null as timestamp) as recorded_at,
        cast(null as timestamp) as known_at
    where false

)

select * from stated_needs
