with

visits as (

    select
        account_key,
        keyword as spelling,
        cast(visited_at as date) as visited_date,
        known_date
    from {{ ref('input_web_visits') }}
    where account_key is not null

),

keyword_grain as (

    select
        visits.account_key,
        spellings.phrase as keyword,
        count(*) as visit_count,
        visits.visited_date,
        visits.known_date
    from visits
    inner join {{ ref('features_search_spellings') }} as spellings
        on visits.spelling = spellings.spelling
    where spellings.phrase is not null
    group by
        visits.account_key, spellings.phrase, visits.visited_date, visits.known_date

)

select * from keyword_grain
