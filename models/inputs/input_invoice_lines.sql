-- A view: it only picks from a table that is there already.
{{ config(materialized='view') }}

with

judged as (

    select * from {{ ref('control_invoice_lines_judged') }}

),

invoice_lines as (

    select
        invoice_key,
        account_key,
        product_key,
        category_key,
        invoice_line_id,
        quantity,
        net_amount,
        discount_amount,
        tax_amount,
        cast(net_amount - cost_amount as decimal(18, 2)) as margin_amount,
        invoice_date,
        known_date
    from judged
    where rule_ids = ''

)

select * from invoice_lines
