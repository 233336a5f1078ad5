with

scoring_dates as (

    select
        dates.as_of_date,
        dates.start_12m_date
    from {{ ref('features_dates') }} as dates
    inner join {{ ref('features_spine') }} as spine
        on dates.as_of_date = spine.as_of_date
    where spine.role = 'scoring'

),

searches as (

    select
        scoring_dates.as_of_date,
        spellings.phrase as keyword,
        search_keywords.impressions,
        search_keywords.clicks,
        cast(search_keywords.position as decimal(9, 3)) as position_value
    from {{ ref('input_search_keywords') }} as search_keywords
    inner join scoring_dates
        on
            search_keywords.measured_date <= scoring_dates.as_of_date
            and search_keywords.measured_date > scoring_dates.start_12m_date
            and search_keywords.known_date <= scoring_dates.as_of_date
    inner join {{ ref('features_search_spellings') }} as spellings
        on search_keywords.keyword = spellings.spelling
    where spellings.phrase is not null

),

summed_searches as (

    select
        as_of_date,
        keyword,
        sum(impressions) as impressions,
        sum(clicks) as clicks,
        sum(case when clicks is not null then impressions end)
            as impressions_with_clicks,
        sum(case when impressions is not null then clicks end)
            as clicks_with_impressions,
        sum(case when position_value is not null then impressions end)
            as impressions_with_position,
        sum(position_value * impressions) as weighted_position
    from searches
    group by as_of_date, keyword

),

search_results as (

    select
        keyword,
        cast(impressions as bigint) as impressions_12m_count,
        cast(clicks as bigint) as clicks_12m_count,
        round(
            cast(clicks_with_impressions as double)
            / nullif(impressions_with_clicks, 0),
            9
        ) as click_share,
        round(
            cast(weighted_position as double) / nullif(impressions_with_position, 0), 9
        ) as position_value,
        as_of_date
    from summed_searches

)

select * from search_results
