with

credit_notes as (

    select distinct invoice_id
    from {{ ref('control_invoices_judged') }}
    where is_credit_note and rule_ids = ''

),

invoice_lines as (

    select * from {{ ref('control_invoice_lines_typed') }}

),

unsigned_credit_notes as (

    select invoice_lines.invoice_id
    from invoice_lines
    inner join credit_notes on invoice_lines.invoice_id = credit_notes.invoice_id
    group by invoice_lines.invoice_id
    having min(invoice_lines.net_amount) >= 0 and max(invoice_lines.net_amount) > 0

)

select * from unsigned_credit_notes
