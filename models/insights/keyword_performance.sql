{# Different accounts from which figures of accounts are shown: fewer could give one away. #}
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
        coalesce(uses.visit_count, deliveries.count_of_none) as visit_count,
        coalesce(uses.account_count, deliveries.count_of_none) as account_count,
        coalesce(uses.revenue_12m_amount, deliveries.count_of_none)
            as revenue_12m_amount,
        coalesce(uses.account_count between 1 and {{ smallest_group - 1 }}, false)
            as is_small
    from {{ ref('features_keyword_classes') }} as keyword_classes
    cross join deliveries
    left join uses on keyword_classes.keyword = uses.keyword
    where not keyword_classes.is_personal

),

keyword_performance as (

    select
        accounts.keyword,
        accounts.keyword_class,
        search_results.impressions_12m_count,
        search_results.clicks_12m_count,
        search_results.click_share,
        search_results.position_value,
        cast(case when not accounts.is_small then accounts.visit_count end as bigint)
            as recognised_visits_12m_count,
        cast(case when not accounts.is_small then accounts.account_count end as bigint)
            as account_count,
        cast(
            case when not accounts.is_small then accounts.revenue_12m_amount end
            as decimal(18, 2)
        ) as revenue_12m_amount,
        scoring_dates.as_of_date
    from keyword_accounts as accounts
    cross join scoring_dates
    left join search_results on accounts.keyword = search_results.keyword
    where
        search_results.keyword is not null
        or accounts.account_count >= {{ smallest_group }}

)

select * from keyword_performance
