with

delivered as (

    select * from {{ source('wide_world_importers', 'invoice_lines') }}

),

amounts as (

    select
        cast(invoicelineid as string) as invoice_line_id,
        cast(invoiceid as string) as invoice_id,
        cast(stockitemid as string) as product_id,
        cast(quantity as double) as quantity,
        cast(extendedprice as decimal(18, 2)) as gross_amount,
        cast(lineprofit as decimal(18, 2)) as profit,
        cast(taxamount as decimal(18, 2)) as tax_amount,
        cast(file_row_number + 2 as bigint) as source_row_number
    from delivered

),

invoice_lines as (

    select
        invoice_line_id,
        invoice_id,
        product_id,
        quantity,
        cast(gross_amount - tax_amount as decimal(18, 2)) as net_amount,
        cast(null as decimal(18, 2)) as discount_amount,
        cast(gross_amount - tax_amount - profit as decimal(18, 2)) as cost_amount,
        tax_amount,
        'Sales.InvoiceLines.parquet' as source_file,
        source_row_number
    from amounts

)

select * from invoice_lines
