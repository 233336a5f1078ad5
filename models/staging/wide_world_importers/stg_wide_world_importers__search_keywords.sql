with

search_keywords as (

    select
        cast(null as string) as keyword,
        cast(null as date) as measured_date,
        cast(null as int) as impressions,
        cast(null as int) as clicks,
        cast(null as double) as position,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from search_keywords
