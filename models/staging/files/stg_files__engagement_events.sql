with

delivered as (

    select * from {{ read_entity('engagement_events') }}

),

engagement_events as (

    select
        event_id,
        account_id,
        occurred_at,
        contact_id,
        channel,
        event_type,
        rating,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from engagement_events
