with

referrals as (

    select
        cast(null as string) as referral_id,
        cast(null as int) as account_key,
        cast(null as string) as referred_account_id,
        cast(null as boolean) as is_converted,
        cast(null as date) as known_date,
        cast(null as timestamp) as referred_at,
        cast(null as timestamp) as known_at
    where false

)

select * from referrals
