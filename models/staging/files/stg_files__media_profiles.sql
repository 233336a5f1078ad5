with

delivered as (

    select * from {{ read_entity('media_profiles') }}

),

media_profiles as (

    select
        account_id,
        measured_at,
        audience_size,
        press_mentions,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from media_profiles
