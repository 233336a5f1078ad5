{# Accounts from which their figures are shown: fewer could give one away. #}
{% set smallest_group = 3 %}

with

scoring as (

    select
        account_key,
        revenue_12m_amount,
        as_of_date
    from {{ ref('features_scoring') }}

),

scoring_dates as (

    select max(as_of_date) as as_of_date from scoring

),

search_results as (

    select * from {{ ref('features_search_results') }}

),

uses as (

    select
        keyword_uses.keyword,
        sum(keyword_uses.visit_count) as visit_count,
        count(*) as account_count,
        sum(scoring.revenue_12m_amount) as revenue_12m_amount
    from {{ ref('features_keyword_uses') }} as keyword_uses
    inner join scoring
        on
            keyword_uses.as_of_date = scoring.as_of_date
            and keyword_uses.account_key = scoring.account_key
    group by keyword_uses.keyword

),

deliveries as (

    select case when count(*) > 0 then 0 end as count_of_none from uses

),

keyword_accounts as (

    select
        keyword_classes.keyword,
        keyword_classes.keyword_class,
        case
            when uses.keyword is null then deliveries.count_of_none
            when uses.account_count >= {{ smallest_group }} then uses.visit_count
        end as visit_count,
        case
            when uses.keyword is null then deliveries.count_of_none
            when uses.account_count >= {{ smallest_group }} then uses.account_count
        end as account_count,
        case
            when uses.keyword is null then deliveries.count_of_none
            when uses.account_count >= {{ smallest_group }} then uses.revenue_12m_amount
        end as revenue_12m_amount
    from {{ ref('features_keyword_classes') }} as keyword_classes
    cross join deliveries
    left join uses on keyword_classes.keyword = uses.keyword
    where not keyword_classes.is_personal

),

keyword_performance as (

    select
        keyword_accounts.keyword,
        keyword_accounts.keyword_class,
        search_results.impressions_12m_count,
        search_results.clicks_12m_count,
        search_results.click_share,
        search_results.position_value,
        cast(keyword_accounts.visit_count as bigint) as recognised_visits_12m_count,
        cast(keyword_accounts.account_count as bigint) as account_count,
        cast(keyword_accounts.revenue_12m_amount as decimal(18, 2))
            as revenue_12m_amount,
        scoring_dates.as_of_date
    from keyword_accounts
    cross join scoring_dates
    left join search_results on keyword_accounts.keyword = search_results.keyword
    where
        search_results.keyword is not null
        or keyword_accounts.account_count > 0

)

select * from keyword_performance
