with

delivered as (

    select * from {{ read_entity('invoice_lines') }}

),

invoice_lines as (

    select
        invoice_line_id,
        invoice_id,
        product_id,
        quantity,
        net_amount,
        discount_amount,
        cost_amount,
        tax_amount,
        source_file,
        source_row_number
    from delivered

)

select * from invoice_lines
