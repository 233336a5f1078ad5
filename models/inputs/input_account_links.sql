with

account_links as (

    select
        cast(null as int) as account_key,
        cast(null as string) as source_id,
        cast(null as string) as source_system
    where false

)

select * from account_links
