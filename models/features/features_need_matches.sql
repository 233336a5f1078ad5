-- Each text is searched once, however many accounts wrote it.
with

terms as (

    select
        need_id,
        term,
        ' ' || {{ normalised_text('term') }}
        || case when term like '%*' then '' else ' ' end as sought_text
    from {{ ref('rules_needs_taxonomy') }}

),

distinct_texts as (

    select distinct normalised_text
    from {{ ref('features_need_texts') }}
    where normalised_text <> ''

),

padded_texts as (

    select
        normalised_text,
        ' ' || normalised_text || ' ' as padded_text
    from distinct_texts

),

need_matches as (

    select
        padded_texts.normalised_text,
        terms.need_id,
        terms.term
    from padded_texts
    cross join terms
    where instr(padded_texts.padded_text, terms.sought_text) > 0

)

select * from need_matches
