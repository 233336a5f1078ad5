{# Accounts from which words of no class are shown: fewer could give one away. #}
{% set smallest_group = 3 %}

with

dated_visits as (

    select
        dates.as_of_date,
        keyword_grain.account_key,
        keyword_grain.keyword,
        sum(keyword_grain.visit_count) as visit_count
    from {{ ref('features_keyword_grain') }} as keyword_grain
    inner join {{ ref('features_dates') }} as dates
        on
            keyword_grain.visited_date <= dates.as_of_date
            and keyword_grain.visited_date > dates.start_12m_date
            and keyword_grain.known_date <= dates.as_of_date
    group by dates.as_of_date, keyword_grain.account_key, keyword_grain.keyword

),

counted_accounts as (

    select
        *,
        count(*) over (partition by as_of_date, keyword) as account_count
    from dated_visits

),

keyword_uses as (

    select
        counted_accounts.as_of_date,
        counted_accounts.account_key,
        counted_accounts.keyword,
        keyword_classes.keyword_class,
        cast(counted_accounts.visit_count as bigint) as visit_count,
        not keyword_classes.is_personal and (
            counted_accounts.account_count >= {{ smallest_group }}
            or keyword_classes.keyword_class <> 'other'
        ) as is_shown
    from counted_accounts
    inner join {{ ref('features_keyword_classes') }} as keyword_classes
        on counted_accounts.keyword = keyword_classes.keyword

)

select * from keyword_uses
