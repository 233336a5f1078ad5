with

computed as (

    select * from {{ ref('segment_events_computed') }}

),

segment_events as (

    select
        cast(segment_id as string) as segment_id,
        cast(event as string) as event,
        cast(related_segment_ids as string) as related_segment_ids,
        cast(note_nl as string) as note_nl,
        cast(note_en as string) as note_en,
        cast(account_count as bigint) as account_count,
        cast(event_date as date) as event_date
    from computed

)

select * from segment_events
