with

account_links as (

    select
        cast(null as string) as source_system,
        cast(null as string) as source_id,
        cast(null as string) as account_id,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from account_links
