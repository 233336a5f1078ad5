-- Only what was recorded as a need: comments are mostly about us, and search words are
-- counted one by one as keywords.
with

scoring_dates as (

    select
        as_of_date,
        {{ months_before('as_of_date', 24) }} as start_24m_date
    from {{ ref('features_spine') }}
    where role = 'scoring'

),

texts as (

    select * from {{ ref('features_need_texts') }}
    where text_kind = 'need' and normalised_text <> ''

),

sorted_texts as (

    select distinct text_id
    from {{ ref('features_need_statements') }}
    where text_kind = 'need'

),

unsorted_texts as (

    select
        scoring_dates.as_of_date,
        texts.account_key,
        texts.normalised_text,
        cast(count(*) as bigint) as text_count,
        max(texts.text_date) as last_text_date
    from texts
    inner join scoring_dates
        on
            texts.text_date <= scoring_dates.as_of_date
            and texts.text_date > scoring_dates.start_24m_date
            and texts.known_date <= scoring_dates.as_of_date
    left join sorted_texts on texts.text_id = sorted_texts.text_id
    where sorted_texts.text_id is null
    group by scoring_dates.as_of_date, texts.account_key, texts.normalised_text

)

select * from unsorted_texts
