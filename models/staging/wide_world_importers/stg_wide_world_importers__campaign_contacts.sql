with

campaign_contacts as (

    select
        cast(null as string) as campaign_id,
        cast(null as string) as account_id,
        cast(null as timestamp) as contacted_at,
        cast(null as string) as contact_id,
        cast(null as string) as arm,
        cast(null as timestamp) as responded_at,
        cast(null as decimal(18, 2)) as response_amount,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from campaign_contacts
