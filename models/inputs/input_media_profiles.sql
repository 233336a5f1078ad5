with

media_profiles as (

    select
        cast(null as int) as account_key,
        cast(null as int) as audience_size,
        cast(null as int) as press_mentions,
        cast(null as date) as known_date,
        cast(null as timestamp) as measured_at,
        cast(null as timestamp) as known_at
    where false

)

select * from media_profiles
