with

leads as (

    select
        cast(null as string) as lead_id,
        cast(null as timestamp) as created_at,
        cast(null as string) as account_id,
        cast(null as string) as prospect_id,
        cast(null as string) as source,
        cast(null as string) as campaign_id,
        cast(null as decimal(18, 2)) as quoted_amount,
        cast(null as string) as outcome,
        cast(null as timestamp) as outcome_at,
        cast(null as string) as lost_reason,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from leads
