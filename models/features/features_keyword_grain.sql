with

visits as (

    select
        account_key,
        {{ plain_keyword('keyword') }} as keyword,
        cast(visited_at as date) as visited_date,
        known_date
    from {{ ref('input_web_visits') }}
    where account_key is not null and keyword is not null

),

keyword_grain as (

    select
        account_key,
        keyword,
        count(*) as visit_count,
        visited_date,
        known_date
    from visits
    where keyword is not null
    group by account_key, keyword, visited_date, known_date

)

select * from keyword_grain
