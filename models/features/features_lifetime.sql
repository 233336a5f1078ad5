with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

lifetime as (

    select
        as_of_date,
        account_key,
        cast(null as int) as days_as_customer,
        cast(null as string) as lifetime_stage,
        cast(null as string) as cohort_year,
        cast(null as bigint) as contracts_count,
        cast(null as decimal(18, 2)) as contract_yearly_amount,
        cast(null as int) as days_until_contract_end,
        cast(null as boolean) as is_contract_ending
    from attributes

)

select * from lifetime
