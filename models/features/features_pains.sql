with

attributes as (

    select
        as_of_date,
        account_key
    from {{ ref('features_account_attributes') }}

),

first_texts as (

    select min(greatest(text_date, known_date)) as first_text_date
    from {{ ref('features_need_texts') }}

),

-- A text that states two needs is one text.
text_counts as (

    select
        as_of_date,
        account_key,
        count(distinct text_kind || ' ' || text_id) as text_count
    from {{ ref('features_dated_statements') }}
    where kind = 'need'
    group by as_of_date, account_key

),

ranked_needs as (

    select
        *,
        row_number() over (
            partition by as_of_date, account_key
            order by
                statement_count desc nulls last,
                last_stated_date desc nulls last,
                need_id asc nulls last
        ) as need_rank
    from {{ ref('features_account_needs') }}

),

need_counts as (

    select
        as_of_date,
        account_key,
        count(*) as need_count,
        count_if(not is_met) as unmet_count,
        max(last_stated_date) as last_stated_date,
        max(need_id) filter (where need_rank = 1) as top_need_id,
        max(product_category) filter (where need_rank = 1) as top_need_category
    from ranked_needs
    group by as_of_date, account_key

),

pains as (

    select
        attributes.as_of_date,
        attributes.account_key,
        need_counts.top_need_id,
        need_counts.top_need_category,
        cast(coalesce(need_counts.need_count, 0) as bigint) as needs_24m_count,
        cast(coalesce(need_counts.unmet_count, 0) as bigint) as unmet_needs_count,
        cast(coalesce(text_counts.text_count, 0) as bigint)
            as need_statements_24m_count,
        cast(
            {{ dbt.datediff(
                'need_counts.last_stated_date', 'attributes.as_of_date', 'day'
            ) }} as int
        ) as days_since_last_need
    from attributes
    inner join first_texts on attributes.as_of_date >= first_texts.first_text_date
    left join need_counts
        on
            attributes.as_of_date = need_counts.as_of_date
            and attributes.account_key = need_counts.account_key
    left join text_counts
        on
            attributes.as_of_date = text_counts.as_of_date
            and attributes.account_key = text_counts.account_key

)

select * from pains
