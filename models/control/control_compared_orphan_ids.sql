with

invoices_without_lines as (

    select
        invoices.invoice_key,
        invoices.account_key
    from {{ ref('control_compared_invoices') }} as invoices
    left join {{ ref('control_compared_refused_lines') }} as refused_lines
        on invoices.invoice_key = refused_lines.invoice_key
    where invoices.valid_line_count = 0 and refused_lines.invoice_key is null

),

orphans as (

    select
        'invoices_without_lines' as comparison,
        invoice_keys.invoice_id as orphan_id,
        invoices_without_lines.account_key,
        cast(null as decimal(18, 2)) as amount
    from invoices_without_lines
    inner join {{ ref('control_invoice_keys') }} as invoice_keys
        on invoices_without_lines.invoice_key = invoice_keys.invoice_key
    union all
    select
        'lines_without_invoice' as comparison,
        refused_invoice_id as orphan_id,
        cast(null as int) as account_key,
        net_amount as amount
    from {{ ref('control_compared_refused_lines') }}
    where rule_ids like '%unknown_invoice%'
    union all
    select
        'payments_without_invoice' as comparison,
        payment_id as orphan_id,
        account_key,
        case when rule_ids not like '%out_of_range%' then amount end as amount
    from {{ ref('control_payments_judged') }}
    where rule_ids like '%unknown_invoice%'

),

compared_orphan_ids as (

    select
        comparison,
        orphan_id,
        max(account_key) as account_key,
        count(*) as row_count,
        cast(sum(amount) as decimal(18, 2)) as orphan_amount
    from orphans
    group by comparison, orphan_id

)

select * from compared_orphan_ids
