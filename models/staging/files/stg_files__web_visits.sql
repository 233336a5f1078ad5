with

delivered as (

    select * from {{ read_entity('web_visits') }}

),

web_visits as (

    select
        visit_id,
        visited_at,
        account_id,
        visitor_domain,
        keyword,
        landing_page,
        traffic_source,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from web_visits
