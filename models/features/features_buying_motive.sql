with

attributes as (

    select
        as_of_date,
        account_key
    from {{ ref('features_account_attributes') }}

),

motive_shares as (

    select * from {{ ref('features_motive_shares') }}

),

account_periods as (

    select * from {{ ref('features_account_periods') }}

),

stated_motives as (

    select * from {{ ref('features_stated_motives') }}

),

buying_motive as (

    select
        attributes.as_of_date,
        attributes.account_key,
        motive_shares.top_brand,
        stated_motives.stated_motive,
        motive_shares.discount_share,
        motive_shares.premium_tier_share,
        motive_shares.top_brand_share,
        round(
            cast(account_periods.online_12m_count as double)
            / nullif(account_periods.channel_known_12m_count, 0),
            9
        ) as online_share
    from attributes
    left join motive_shares
        on
            attributes.as_of_date = motive_shares.as_of_date
            and attributes.account_key = motive_shares.account_key
    left join account_periods
        on
            attributes.as_of_date = account_periods.as_of_date
            and attributes.account_key = account_periods.account_key
    left join stated_motives
        on
            attributes.as_of_date = stated_motives.as_of_date
            and attributes.account_key = stated_motives.account_key

)

select * from buying_motive
