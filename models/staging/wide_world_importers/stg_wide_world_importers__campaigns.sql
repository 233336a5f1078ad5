with

campaigns as (

    select
        cast(null as string) as campaign_id,
        cast(null as string) as campaign_name,
        cast(null as string) as channel,
        cast(null as date) as start_date,
        cast(null as date) as end_date,
        cast(null as decimal(18, 2)) as cost_per_contact,
        cast(null as decimal(18, 2)) as fixed_cost,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from campaigns
