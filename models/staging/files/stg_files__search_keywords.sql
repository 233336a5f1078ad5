with

delivered as (

    select * from {{ read_entity('search_keywords') }}

),

search_keywords as (

    select
        keyword,
        measured_date,
        impressions,
        clicks,
        position,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from search_keywords
