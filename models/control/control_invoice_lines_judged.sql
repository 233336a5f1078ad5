with

typed as (

    select * from {{ ref('control_invoice_lines_typed') }}

),

invoices as (

    select * from {{ ref('control_invoice_references') }}

),

products as (

    select * from {{ ref('control_product_references') }}

),

later_copies as (

    {{ later_copies(
        key=['invoice_line_id'],
        event='invoices.invoice_date',
        event_join='left join invoices on typed.invoice_id = invoices.invoice_id',
    ) }}

),

judged as (

    select
        typed.invoice_line_id,
        typed.source_file,
        invoices.invoice_key,
        invoices.account_key,
        products.product_key,
        products.category_key,
        typed.quantity,
        typed.net_amount,
        typed.discount_amount,
        typed.tax_amount,
        coalesce(
            typed.cost_amount,
            try_cast(
                typed.quantity * cast(products.unit_cost as double) as decimal(18, 2)
            )
        ) as cost_amount,
        typed.source_row_number,
        invoices.invoice_date,
        invoices.known_date,
        {{ judge_links(
            key='invoice_line_id',
            parents={'invoice_id': 'invoice', 'product_id': 'product'},
        ) }}
    from typed
    left join invoices on typed.invoice_id = invoices.invoice_id
    left join products on typed.product_id = products.product_id
    {{ join_later_copies() }}

)

select * from judged
