with

texts as (

    select
        text_kind,
        text_id,
        account_key,
        normalised_text,
        {{ normalised_text('stated_category') }} as normalised_category,
        text_date,
        known_date
    from {{ ref('features_need_texts') }}

),

needs as (

    select
        need_id,
        kind,
        {{ normalised_text('product_category') }} as normalised_category
    from {{ ref('rules_needs') }}

),

answered_categories as (

    select
        normalised_category,
        min(need_id) as first_need_id
    from needs
    where kind = 'need'
    group by normalised_category

),

found as (

    select distinct
        matches.normalised_text,
        matches.need_id,
        needs.kind,
        needs.normalised_category
    from {{ ref('features_need_matches') }} as matches
    inner join needs on matches.need_id = needs.need_id

),

found_by_term as (

    select
        texts.text_kind,
        texts.text_id,
        texts.account_key,
        found.need_id,
        found.kind,
        texts.text_date,
        texts.known_date
    from texts
    inner join found on texts.normalised_text = found.normalised_text
    left join answered_categories
        on texts.normalised_category = answered_categories.normalised_category
    where
        found.kind = 'motive'
        or answered_categories.normalised_category is null
        or answered_categories.normalised_category = found.normalised_category

),

stated_by_category as (

    select
        texts.text_kind,
        texts.text_id,
        texts.account_key,
        answered_categories.first_need_id as need_id,
        'need' as kind,
        texts.text_date,
        texts.known_date
    from texts
    inner join answered_categories
        on texts.normalised_category = answered_categories.normalised_category
    left join found
        on
            texts.normalised_text = found.normalised_text
            and texts.normalised_category = found.normalised_category
    where found.need_id is null

),

need_statements as (

    select * from found_by_term
    union all
    select * from stated_by_category

)

select * from need_statements
