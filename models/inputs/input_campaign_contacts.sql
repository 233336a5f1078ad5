with

campaign_contacts as (

    select
        cast(null as int) as account_key,
        cast(null as string) as campaign_id,
        cast(null as string) as contact_id,
        cast(null as string) as arm,
        cast(null as decimal(18, 2)) as response_amount,
        cast(null as date) as known_date,
        cast(null as timestamp) as contacted_at,
        cast(null as timestamp) as responded_at,
        cast(null as timestamp) as known_at
    where false

)

select * from campaign_contacts
