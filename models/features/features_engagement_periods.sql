with

dated_events as (

    select
        dates.as_of_date,
        events.*,
        events.event_date > dates.start_12m_date as is_last_12m
    from {{ ref('features_engagement_events') }} as events
    inner join {{ ref('features_dates') }} as dates
        on
            events.event_date <= dates.as_of_date
            and events.known_date <= dates.as_of_date

),

engagement_periods as (

    select
        as_of_date,
        account_key,
        count_if(is_last_12m and not is_visit) as engagement_events_12m_count,
        count(distinct case when is_last_12m then channel end)
            as engagement_channels_12m_count,
        count(distinct case when is_last_12m then contact_id end)
            as engaged_contacts_12m_count,
        count_if(is_last_12m and is_review) as reviews_12m_count,
        round(
            cast(sum(case when is_last_12m then review_rating end) as double)
            / nullif(count(case when is_last_12m then review_rating end), 0),
            9
        ) as review_rating_value,
        count_if(is_last_12m and is_shared) as shares_12m_count,
        count_if(is_last_12m and is_visit) as web_visits_12m_count,
        max(event_date) as last_event_date
    from dated_events
    group by as_of_date, account_key

)

select * from engagement_periods
