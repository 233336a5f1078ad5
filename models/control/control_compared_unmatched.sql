with

paid_invoices as (

    select
        invoice_key,
        sum(amount) as paid_amount
    from {{ ref('control_payments_judged') }}
    where rule_ids = '' and invoice_key is not null
    group by invoice_key

),

credit_links as (

    select * from {{ ref('control_credit_links') }}
    where credited_invoice_key is not null

),

rests as (

    select
        invoices.invoice_key,
        invoices.bill_to_account_key,
        invoices.valid_net_amount + invoices.valid_tax_amount as gross_amount,
        invoices.valid_net_amount + invoices.valid_tax_amount
        - coalesce(paid_invoices.paid_amount, 0) as rest_amount,
        invoices.invoice_date,
        invoices.due_date
    from {{ ref('control_compared_invoices') }} as invoices
    left join paid_invoices on invoices.invoice_key = paid_invoices.invoice_key
    where
        invoices.valid_net_amount + invoices.valid_tax_amount < 0
        or invoices.valid_net_amount + invoices.valid_tax_amount
        > coalesce(paid_invoices.paid_amount, 0)

),

linked_credits as (

    select
        credit_links.credited_invoice_key as invoice_key,
        sum(-rests.gross_amount) as credited_amount
    from credit_links
    inner join rests on credit_links.invoice_key = rests.invoice_key
    where rests.gross_amount < 0
    group by credit_links.credited_invoice_key

),

money as (

    select
        rests.bill_to_account_key,
        -rests.rest_amount as amount
    from rests
    left join credit_links on rests.invoice_key = credit_links.invoice_key
    where rests.gross_amount < 0 and credit_links.invoice_key is null
    union all
    select
        account_key as bill_to_account_key,
        amount
    from {{ ref('control_payments_judged') }}
    where rule_ids = '' and invoice_key is null

),

compared_unmatched as (

    select
        rests.bill_to_account_key,
        rests.invoice_key,
        cast(
            rests.rest_amount - coalesce(linked_credits.credited_amount, 0)
            as decimal(18, 2)
        ) as unmatched_amount,
        rests.invoice_date,
        rests.due_date
    from rests
    left join linked_credits on rests.invoice_key = linked_credits.invoice_key
    where
        rests.gross_amount > 0
        and rests.rest_amount > coalesce(linked_credits.credited_amount, 0)
    union all
    select
        bill_to_account_key,
        cast(null as int) as invoice_key,
        cast(sum(amount) as decimal(18, 2)) as unmatched_amount,
        cast(null as date) as invoice_date,
        cast(null as date) as due_date
    from money
    group by bill_to_account_key

)

select * from compared_unmatched
