with

delivered as (

    select distinct account_id from {{ ref('control_accounts_judged') }}

),

known_accounts as (

    select
        account_keys.account_key,
        account_keys.account_id,
        delivered.account_id is not null as is_delivered
    from {{ ref('control_account_keys') }} as account_keys
    left join delivered on account_keys.account_id = delivered.account_id

)

select * from known_accounts
