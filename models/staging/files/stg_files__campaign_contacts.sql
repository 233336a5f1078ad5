with

delivered as (

    select * from {{ read_entity('campaign_contacts') }}

),

campaign_contacts as (

    select
        campaign_id,
        account_id,
        contacted_at,
        contact_id,
        arm,
        responded_at,
        response_amount,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from campaign_contacts
