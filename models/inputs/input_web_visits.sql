with

web_visits as (

    select
        cast(null as string) as visit_id,
        cast(null as int) as account_key,
        cast(null as string) as visitor_domain,
        cast(null as string) as keyword,
        cast(null as string) as landing_page,
        cast(null as string) as traffic_source,
        cast(null as date) as known_date,
        cast(null as timestamp) as visited_at,
        cast(null as timestamp) as known_at
    where false

)

select * from web_visits
