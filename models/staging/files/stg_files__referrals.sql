with

delivered as (

    select * from {{ read_entity('referrals') }}

),

referrals as (

    select
        referral_id,
        account_id,
        referred_at,
        referred_account_id,
        is_converted,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from referrals
