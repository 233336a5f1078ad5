with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

ambassadorship as (

    select
        as_of_date,
        account_key,
        cast(null as int) as nps_score_number,
        cast(null as string) as nps_class,
        cast(null as bigint) as referrals_12m_count,
        cast(null as bigint) as referrals_lifetime_count,
        cast(null as bigint) as converted_referrals_count,
        cast(null as decimal(18, 2)) as referred_revenue_amount
    from attributes

)

select * from ambassadorship
