with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

engagement as (

    select
        as_of_date,
        account_key,
        cast(null as bigint) as engagement_events_12m_count,
        cast(null as bigint) as engagement_channels_12m_count,
        cast(null as bigint) as engaged_contacts_12m_count,
        cast(null as bigint) as reviews_12m_count,
        cast(null as double) as review_rating_value,
        cast(null as bigint) as shares_12m_count,
        cast(null as bigint) as web_visits_12m_count,
        cast(null as int) as days_since_last_engagement
    from attributes

)

select * from engagement
