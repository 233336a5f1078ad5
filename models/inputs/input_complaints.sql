with

complaints as (

    select
        cast(null as string) as complaint_id,
        cast(null as int) as account_key,
        cast(null as string) as product_id,
        cast(null as string) as invoice_id,
        cast(null as string) as category,
        cast(null as string) as description,
        cast(null as date) as known_date,
        cast(null as timestamp) as opened_at,
        cast(null as timestamp) as closed_at,
        cast(null as timestamp) as known_at
    where false

)

select * from complaints
