with

judged as (

    select * from {{ ref('control_web_visits_judged') }}

),

web_visits as (

    select
        visit_id,
        account_key,
        visitor_domain,
        keyword,
        landing_page,
        traffic_source,
        known_date,
        visited_at,
        known_at
    from judged
    where rule_ids = ''

)

select * from web_visits
