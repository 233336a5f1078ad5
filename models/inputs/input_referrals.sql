with

judged as (

    select * from {{ ref('control_referrals_judged') }}

),

referrals as (

    select
        referral_id,
        account_key,
        referred_account_id,
        is_converted,
        known_date,
        referred_at,
        known_at
    from judged
    where rule_ids = ''

)

select * from referrals
