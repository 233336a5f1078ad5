with

invoice_lines as (

    select
        invoice_key,
        case
            when invoice_key is null and bad_column_name = 'invoice_id' then bad_text
        end as refused_invoice_id,
        source_file,
        rule_ids,
        source_row_number,
        case when rule_ids not like '%out_of_range%' then net_amount end
            as net_amount,
        case when rule_ids not like '%out_of_range%' then tax_amount end
            as tax_amount,
        invoice_date
    from {{ ref('control_invoice_lines_judged') }}
    where rule_ids <> ''

),

refused_invoices as (

    select
        invoice_id,
        max(account_id) as account_id,
        max(case when rule_ids like '%currency_not_convertible%' then 1 else 0 end)
            as has_no_rate,
        max(invoice_date) as invoice_date,
        max(due_date) as due_date
    from {{ ref('control_invoices_judged') }}
    where rule_ids <> ''
    group by invoice_id

),

compared_refused_lines as (

    select
        refused_invoices.account_id,
        invoice_lines.refused_invoice_id,
        invoice_lines.source_file,
        invoice_lines.rule_ids,
        invoice_lines.invoice_key,
        invoice_lines.source_row_number,
        case
            when coalesce(refused_invoices.has_no_rate, 0) = 0
                then invoice_lines.net_amount
        end as net_amount,
        case
            when coalesce(refused_invoices.has_no_rate, 0) = 0
                then invoice_lines.tax_amount
        end as tax_amount,
        coalesce(invoice_lines.invoice_date, refused_invoices.invoice_date)
            as invoice_date,
        refused_invoices.due_date
    from invoice_lines
    left join refused_invoices
        on invoice_lines.refused_invoice_id = refused_invoices.invoice_id

)

select * from compared_refused_lines
