with

delivered as (

    select * from {{ read_entity('stated_needs') }}

),

stated_needs as (

    select
        need_id,
        account_id,
        recorded_at,
        source,
        description,
        product_category,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from stated_needs
