with

media_profiles as (

    select
        cast(null as string) as account_id,
        cast(null as timestamp) as measured_at,
        cast(null as int) as audience_size,
        cast(null as int) as press_mentions,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from media_profiles
