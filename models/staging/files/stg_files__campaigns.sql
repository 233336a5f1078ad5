with

delivered as (

    select * from {{ read_entity('campaigns') }}

),

campaigns as (

    select
        campaign_id,
        campaign_name,
        channel,
        start_date,
        end_date,
        cost_per_contact,
        fixed_cost,
        source_file,
        source_row_number
    from delivered

)

select * from campaigns
