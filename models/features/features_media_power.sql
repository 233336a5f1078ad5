with

measurements as (

    select
        dates.as_of_date,
        media_profiles.account_key,
        media_profiles.audience_size,
        case
            when cast(media_profiles.measured_at as date) > dates.start_12m_date
                then media_profiles.press_mentions
        end as press_mentions_12m,
        media_profiles.measured_at
    from {{ ref('input_media_profiles') }} as media_profiles
    inner join {{ ref('features_dates') }} as dates
        on
            cast(media_profiles.measured_at as date) <= dates.as_of_date
            and cast(media_profiles.measured_at as date) > dates.start_24m_date
            and media_profiles.known_date <= dates.as_of_date

),

measured_accounts as (

    select
        as_of_date,
        account_key,
        max_by(audience_size, measured_at) filter (where audience_size is not null)
            as audience_size,
        max_by(press_mentions_12m, measured_at)
        filter (where press_mentions_12m is not null) as press_mentions_12m,
        cast(max(measured_at) as date) as last_measured_date
    from measurements
    group by as_of_date, account_key

),

media_power as (

    select
        attributes.as_of_date,
        attributes.account_key,
        cast(measured_accounts.audience_size as bigint) as audience_size_count,
        cast(measured_accounts.press_mentions_12m as bigint)
            as press_mentions_12m_count,
        cast(
            {{ dbt.datediff(
                'measured_accounts.last_measured_date', 'attributes.as_of_date', 'day'
            ) }} as int
        ) as days_since_media_measured
    from {{ ref('features_account_attributes') }} as attributes
    left join measured_accounts
        on
            attributes.as_of_date = measured_accounts.as_of_date
            and attributes.account_key = measured_accounts.account_key

)

select * from media_power
