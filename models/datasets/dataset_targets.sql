with

accounts as (

    select * from {{ ref('dataset_accounts') }}
    where role in ('model', 'verification')

),

attributes as (

    select
        as_of_date,
        account_key,
        bill_to_account_key
    from {{ ref('features_account_attributes') }}

),

next_leads as (

    select
        role,
        account_key,
        bool_or(is_converted) as has_converted_lead
    from {{ ref('dataset_leads') }}
    where role in ('model', 'verification')
    group by role, account_key

),

targets as (

    select
        accounts.account_key,
        accounts.role,
        case
            when purchases.account_key is null then cast(0 as decimal(18, 2))
            else purchases.next_revenue_amount
        end as next_revenue_amount,
        case
            when purchases.account_key is null then cast(0 as decimal(18, 2))
            else purchases.next_margin_amount
        end as next_margin_amount,
        coalesce(purchases.has_repurchased, false) as has_repurchased,
        payments.is_next_late_payer,
        responses.is_next_promoter,
        next_leads.has_converted_lead,
        accounts.as_of_date
    from accounts
    inner join attributes
        on
            accounts.as_of_date = attributes.as_of_date
            and accounts.account_key = attributes.account_key
    left join {{ ref('dataset_next_purchases') }} as purchases
        on
            accounts.role = purchases.role
            and accounts.account_key = purchases.account_key
    left join {{ ref('dataset_next_payments') }} as payments
        on
            accounts.role = payments.role
            and attributes.bill_to_account_key = payments.bill_to_account_key
    left join {{ ref('dataset_next_responses') }} as responses
        on
            accounts.role = responses.role
            and accounts.account_key = responses.account_key
    left join next_leads
        on
            accounts.role = next_leads.role
            and accounts.account_key = next_leads.account_key

)

select * from targets
