with

referrals as (

    select
        cast(null as string) as referral_id,
        cast(null as string) as account_id,
        cast(null as timestamp) as referred_at,
        cast(null as string) as referred_account_id,
        cast(null as boolean) as is_converted,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from referrals
