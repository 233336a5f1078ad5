with

invoices as (

    select * from {{ ref('control_invoices_judged') }}

),

credit_notes as (

    select
        invoice_key,
        credited_invoice_id,
        invoice_date,
        greatest(invoice_date, known_date) as effective_date
    from invoices
    where rule_ids = '' and credited_invoice_id is not null

),

credit_links as (

    select
        credit_notes.credited_invoice_id,
        credit_notes.invoice_key,
        credited.invoice_key as credited_invoice_key
    from credit_notes
    left join invoices as credited
        on
            credit_notes.credited_invoice_id = credited.invoice_id
            and credited.rule_ids = ''
            and credit_notes.invoice_date >= credited.invoice_date
            and credit_notes.effective_date >= credited.known_date

)

select * from credit_links
