{% set shown_terms = 5 %}

with

scoring_dates as (

    select as_of_date from {{ ref('features_spine') }}
    where role = 'scoring'

),

used_terms as (

    select
        statements.as_of_date,
        statements.need_id,
        matches.term,
        count(*) as text_count
    from {{ ref('features_dated_statements') }} as statements
    inner join scoring_dates on statements.as_of_date = scoring_dates.as_of_date
    inner join {{ ref('features_need_texts') }} as texts
        on
            statements.text_kind = texts.text_kind
            and statements.text_id = texts.text_id
    inner join {{ ref('features_need_matches') }} as matches
        on
            texts.normalised_text = matches.normalised_text
            and statements.need_id = matches.need_id
    where statements.kind = 'need'
    group by statements.as_of_date, statements.need_id, matches.term

),

ranked_terms as (

    select
        as_of_date,
        need_id,
        term,
        row_number() over (
            partition by as_of_date, need_id
            order by text_count desc nulls last, term asc nulls last
        ) as term_rank
    from used_terms

),

need_terms as (

    select
        as_of_date,
        need_id,
        concat_ws(
            ', ',
            {% for term_rank in range(1, shown_terms + 1) %}
                max(term) filter (where term_rank = {{ term_rank }})
                {{ ',' if not loop.last }}
            {% endfor %}
        ) as top_terms
    from ranked_terms
    group by as_of_date, need_id

)

select * from need_terms
