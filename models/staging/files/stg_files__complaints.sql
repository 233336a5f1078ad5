with

delivered as (

    select * from {{ read_entity('complaints') }}

),

complaints as (

    select
        complaint_id,
        account_id,
        opened_at,
        closed_at,
        product_id,
        invoice_id,
        category,
        description,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from complaints
