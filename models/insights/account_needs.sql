with

scoring as (

    select
        as_of_date,
        account_key,
        account_id
    from {{ ref('features_scoring') }}

),

topics as (

    select
        normalised_text,
        topic_id
    from {{ ref('features_topics_computed') }}

),

stated_needs as (

    select
        as_of_date,
        account_key,
        need_id,
        product_category,
        statement_count,
        is_met,
        last_stated_date
    from {{ ref('features_account_needs') }}

),

stated_topics as (

    select
        texts.as_of_date,
        texts.account_key,
        topics.topic_id as need_id,
        cast(null as string) as product_category,
        sum(texts.text_count) as statement_count,
        cast(null as boolean) as is_met,
        max(texts.last_text_date) as last_stated_date
    from {{ ref('features_unsorted_texts') }} as texts
    inner join topics on texts.normalised_text = topics.normalised_text
    group by texts.as_of_date, texts.account_key, topics.topic_id

),

stated as (

    select * from stated_needs
    union all
    select * from stated_topics

),

account_needs as (

    select
        scoring.account_id,
        stated.need_id,
        stated.product_category,
        cast(stated.statement_count as bigint) as statement_count,
        stated.is_met,
        scoring.as_of_date,
        stated.last_stated_date
    from stated
    inner join scoring
        on
            stated.as_of_date = scoring.as_of_date
            and stated.account_key = scoring.account_key

)

select * from account_needs
