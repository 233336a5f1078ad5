with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

media_power as (

    select
        as_of_date,
        account_key,
        cast(null as bigint) as audience_size_count,
        cast(null as bigint) as press_mentions_12m_count,
        cast(null as int) as days_since_media_measured
    from attributes

)

select * from media_power
