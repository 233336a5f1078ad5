with

referrals as (

    select
        *,
        cast(referred_at as date) as referred_date
    from {{ ref('input_referrals') }}

),

grouped_accounts as (

    select
        attributes.as_of_date,
        attributes.account_id,
        attributes.account_key,
        account_groups.group_id
    from {{ ref('features_account_attributes') }} as attributes
    inner join {{ ref('features_account_groups') }} as account_groups
        on
            attributes.as_of_date = account_groups.as_of_date
            and attributes.account_key = account_groups.account_key

),

known_referrals as (

    select
        dates.as_of_date,
        referrals.referral_id,
        referrals.account_key,
        referred_accounts.account_key as referred_account_key,
        referrals.referred_date > dates.start_12m_date as is_last_12m,
        referrals.referred_date,
        referrals.referred_at
    from referrals
    inner join {{ ref('features_dates') }} as dates
        on
            referrals.referred_date <= dates.as_of_date
            and referrals.known_date <= dates.as_of_date
    inner join grouped_accounts as referrers
        on
            dates.as_of_date = referrers.as_of_date
            and referrals.account_key = referrers.account_key
    left join grouped_accounts as referred_accounts
        on
            dates.as_of_date = referred_accounts.as_of_date
            and referrals.referred_account_id = referred_accounts.account_id
    where referrers.group_id is distinct from referred_accounts.group_id

),

ranked_referrals as (

    select
        *,
        row_number() over (
            partition by as_of_date, referred_account_key
            order by referred_at asc nulls last, referral_id asc nulls last
        ) as referrer_rank
    from known_referrals

),

dated_referrals as (

    select
        ranked_referrals.as_of_date,
        ranked_referrals.referral_id,
        ranked_referrals.account_key,
        consumption.account_key as converted_account_key,
        consumption.revenue_12m_amount as converted_revenue_amount,
        ranked_referrals.is_last_12m
    from ranked_referrals
    left join {{ ref('features_consumption') }} as consumption
        on
            ranked_referrals.as_of_date = consumption.as_of_date
            and ranked_referrals.referred_account_key = consumption.account_key
            and ranked_referrals.referred_date <= consumption.first_invoice_date
            and ranked_referrals.referrer_rank = 1

)

select * from dated_referrals
