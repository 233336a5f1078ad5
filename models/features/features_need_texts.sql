with

stated_needs as (

    select
        account_key,
        'need' as text_kind,
        need_id as text_id,
        coalesce(description, '') as written_text,
        product_category as stated_category,
        cast(recorded_at as date) as text_date,
        known_date
    from {{ ref('input_stated_needs') }}

),

comments as (

    select
        account_key,
        'comment' as text_kind,
        response_id as text_id,
        comment as written_text,
        cast(null as string) as stated_category,
        cast(responded_at as date) as text_date,
        known_date
    from {{ ref('input_survey_responses') }}
    where comment is not null

),

keywords as (

    select
        account_key,
        'keyword' as text_kind,
        visit_id as text_id,
        keyword as written_text,
        cast(null as string) as stated_category,
        cast(visited_at as date) as text_date,
        known_date
    from {{ ref('input_web_visits') }}
    where account_key is not null and keyword is not null

),

written as (

    select * from stated_needs
    union all
    select * from comments
    union all
    select * from keywords

),

need_texts as (

    select
        account_key,
        text_kind,
        text_id,
        {{ normalised_text('written_text') }} as normalised_text,
        stated_category,
        text_date,
        known_date
    from written

)

select * from need_texts
