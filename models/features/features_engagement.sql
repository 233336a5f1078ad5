with

first_events as (

    select
        min(case when not is_visit then greatest(event_date, known_date) end)
            as first_event_date,
        min(case when is_visit then greatest(event_date, known_date) end)
            as first_visit_date,
        min(case when contact_id is not null then greatest(event_date, known_date) end)
            as first_contact_date
    from {{ ref('features_engagement_events') }}

),

joined as (

    select
        attributes.as_of_date,
        attributes.account_key,
        periods.engagement_events_12m_count,
        periods.engagement_channels_12m_count,
        periods.engaged_contacts_12m_count,
        periods.reviews_12m_count,
        periods.review_rating_value,
        periods.shares_12m_count,
        periods.web_visits_12m_count,
        periods.last_event_date,
        coalesce(attributes.as_of_date >= first_events.first_event_date, false)
            as has_events,
        coalesce(attributes.as_of_date >= first_events.first_visit_date, false)
            as has_visits,
        coalesce(attributes.as_of_date >= first_events.first_contact_date, false)
            as has_contacts
    from {{ ref('features_account_attributes') }} as attributes
    cross join first_events
    left join {{ ref('features_engagement_periods') }} as periods
        on
            attributes.as_of_date = periods.as_of_date
            and attributes.account_key = periods.account_key

),

engagement as (

    select
        as_of_date,
        account_key,
        case when has_events then coalesce(engagement_events_12m_count, 0) end
            as engagement_events_12m_count,
        case
            when has_events or has_visits
                then coalesce(engagement_channels_12m_count, 0)
        end as engagement_channels_12m_count,
        case when has_contacts then coalesce(engaged_contacts_12m_count, 0) end
            as engaged_contacts_12m_count,
        case when has_events then coalesce(reviews_12m_count, 0) end
            as reviews_12m_count,
        review_rating_value,
        case when has_events then coalesce(shares_12m_count, 0) end as shares_12m_count,
        case when has_visits then coalesce(web_visits_12m_count, 0) end
            as web_visits_12m_count,
        cast(
            {{ dbt.datediff(
                'last_event_date', 'as_of_date', 'day'
            ) }} as int
        ) as days_since_last_engagement
    from joined

)

select * from engagement
