with

delivered as (

    select * from {{ read_entity('leads') }}

),

leads as (

    select
        lead_id,
        created_at,
        account_id,
        prospect_id,
        source,
        campaign_id,
        quoted_amount,
        outcome,
        outcome_at,
        lost_reason,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from leads
