with

line_totals as (

    select
        invoice_key,
        count(*) as line_count,
        sum(net_amount) as net_amount,
        sum(tax_amount) as tax_amount
    from {{ ref('control_invoice_lines_judged') }}
    where rule_ids = ''
    group by invoice_key

),

compared_invoices as (

    select
        invoices.invoice_key,
        invoices.account_key,
        invoices.bill_to_account_key,
        cast(coalesce(line_totals.line_count, 0) as bigint) as valid_line_count,
        cast(coalesce(line_totals.net_amount, 0) as decimal(18, 2))
            as valid_net_amount,
        cast(coalesce(line_totals.tax_amount, 0) as decimal(18, 2))
            as valid_tax_amount,
        invoices.invoice_date,
        invoices.due_date
    from {{ ref('control_invoices_judged') }} as invoices
    left join line_totals on invoices.invoice_key = line_totals.invoice_key
    where invoices.rule_ids = ''

)

select * from compared_invoices
