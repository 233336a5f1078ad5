with

invoices as (

    select
        *,
        sales_channel = 'online' as is_online
    from {{ ref('input_invoices') }}

),

summed_lines as (

    select
        invoice_key,
        cast(sum(net_amount) as decimal(18, 2)) as net_amount,
        cast(sum(tax_amount) as decimal(18, 2)) as tax_amount,
        cast(sum(margin_amount) as decimal(18, 2)) as margin_amount
    from {{ ref('input_invoice_lines') }}
    group by invoice_key

),

invoice_grain as (

    select
        invoices.invoice_key,
        invoices.account_key,
        invoices.bill_to_account_key,
        invoices.credited_invoice_key,
        cast(coalesce(summed_lines.net_amount, 0) as decimal(18, 2)) as net_amount,
        cast(
            coalesce(summed_lines.net_amount, 0) + coalesce(summed_lines.tax_amount, 0)
            as decimal(18, 2)
        ) as gross_amount,
        summed_lines.margin_amount,
        coalesce(summed_lines.net_amount, 0) > 0 and not invoices.is_credit_note
            as is_purchase,
        invoices.is_online,
        invoices.is_disputed,
        invoices.invoice_date,
        invoices.due_date,
        invoices.known_date
    from invoices
    left join summed_lines on invoices.invoice_key = summed_lines.invoice_key

)

select * from invoice_grain
