with

judged as (

    select * from {{ ref('control_search_keywords_judged') }}

),

search_keywords as (

    select
        keyword,
        impressions,
        clicks,
        position,
        measured_date,
        known_date,
        known_at
    from judged
    where rule_ids = ''

)

select * from search_keywords
