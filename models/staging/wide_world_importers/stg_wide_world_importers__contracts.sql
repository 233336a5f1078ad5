with

contracts as (

    select
        cast(null as string) as contract_id,
        cast(null as string) as account_id,
        cast(null as date) as start_date,
        cast(null as date) as end_date,
        cast(null as date) as notice_date,
        cast(null as string) as product_category,
        cast(null as decimal(18, 2)) as yearly_amount,
        cast(null as string) as termination_reason,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from contracts
