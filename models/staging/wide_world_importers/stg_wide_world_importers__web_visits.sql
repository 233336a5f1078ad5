with

web_visits as (

    select
        cast(null as string) as visit_id,
        cast(null as timestamp) as visited_at,
        cast(null as string) as account_id,
        cast(null as string) as visitor_domain,
        cast(null as string) as keyword,
        cast(null as string) as landing_page,
        cast(null as string) as traffic_source,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from web_visits
