with

contracts as (

    select
        cast(null as string) as contract_id,
        cast(null as int) as account_key,
        cast(null as string) as product_category,
        cast(null as string) as termination_reason,
        cast(null as decimal(18, 2)) as yearly_amount,
        cast(null as date) as start_date,
        cast(null as date) as end_date,
        cast(null as date) as notice_date,
        cast(null as date) as known_date,
        cast(null as timestamp) as known_at
    where false

)

select * from contracts
