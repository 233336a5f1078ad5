with

keyword_grain as (

    select * from {{ ref('features_keyword_grain') }}

),

first_visits as (

    select min(greatest(visited_date, known_date)) as first_visit_date
    from keyword_grain

),

last_visits as (

    select
        dates.as_of_date,
        keyword_grain.account_key,
        max(keyword_grain.visited_date) as last_visited_date
    from keyword_grain
    inner join {{ ref('features_dates') }} as dates
        on
            keyword_grain.visited_date <= dates.as_of_date
            and keyword_grain.known_date <= dates.as_of_date
    group by dates.as_of_date, keyword_grain.account_key

),

ranked_uses as (

    select
        *,
        row_number() over (
            partition by as_of_date, account_key, is_shown
            order by visit_count desc nulls last, keyword asc nulls last
        ) as use_rank
    from {{ ref('features_keyword_uses') }}

),

summed_uses as (

    select
        as_of_date,
        account_key,
        sum(visit_count) as visit_count,
        count(*) as keyword_count,
        sum(case when keyword_class = 'brand' then visit_count else 0 end)
            as brand_count,
        sum(case when keyword_class = 'product' then visit_count else 0 end)
            as product_count,
        max(case when is_shown and use_rank = 1 then keyword end) as top_keyword
    from ranked_uses
    group by as_of_date, account_key

),

keywords as (

    select
        attributes.as_of_date,
        attributes.account_key,
        summed_uses.top_keyword,
        cast(coalesce(summed_uses.visit_count, 0) as bigint)
            as keyword_visits_12m_count,
        cast(coalesce(summed_uses.keyword_count, 0) as bigint) as keywords_12m_count,
        round(
            cast(summed_uses.brand_count as double)
            / nullif(summed_uses.visit_count, 0),
            9
        ) as brand_keyword_share,
        round(
            cast(summed_uses.product_count as double)
            / nullif(summed_uses.visit_count, 0),
            9
        ) as product_keyword_share,
        cast(
            {{ dbt.datediff(
                'last_visits.last_visited_date', 'attributes.as_of_date', 'day'
            ) }} as int
        ) as days_since_last_keyword
    from {{ ref('features_account_attributes') }} as attributes
    inner join first_visits on attributes.as_of_date >= first_visits.first_visit_date
    left join last_visits
        on
            attributes.as_of_date = last_visits.as_of_date
            and attributes.account_key = last_visits.account_key
    left join summed_uses
        on
            attributes.as_of_date = summed_uses.as_of_date
            and attributes.account_key = summed_uses.account_key

)

select * from keywords
