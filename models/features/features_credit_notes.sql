with

credit_notes as (

    select
        invoice_grain.*,
        invoices.invoice_id,
        invoices.order_id
    from {{ ref('features_invoice_grain') }} as invoice_grain
    inner join {{ ref('input_invoices') }} as invoices
        on invoice_grain.invoice_key = invoices.invoice_key
    where not invoice_grain.is_purchase and invoice_grain.net_amount < 0

),

unlinked_credit_notes as (

    select * from credit_notes
    where credited_invoice_key is null and order_id is not null

),

-- The few invoices of these orders first: else each invoice is joined with its grain.
ordered_invoices as (

    select
        invoice_key,
        invoice_id,
        order_id
    from {{ ref('input_invoices') }}
    where order_id in (
        select unlinked_credit_notes.order_id from unlinked_credit_notes
    )

),

ranked_purchases as (

    select
        unlinked_credit_notes.invoice_key as credit_note_key,
        purchases.invoice_key,
        row_number() over (
            partition by unlinked_credit_notes.invoice_key
            order by
                purchases.invoice_date asc nulls last,
                invoices.invoice_id asc nulls last
        ) as purchase_rank
    from unlinked_credit_notes
    inner join ordered_invoices as invoices
        on unlinked_credit_notes.order_id = invoices.order_id
    inner join {{ ref('features_invoice_grain') }} as purchases
        on
            invoices.invoice_key = purchases.invoice_key
            and unlinked_credit_notes.account_key = purchases.account_key
    where
        purchases.is_purchase
        and purchases.invoice_date <= unlinked_credit_notes.invoice_date
        and purchases.known_date <= greatest(
            unlinked_credit_notes.known_date, unlinked_credit_notes.invoice_date
        )

),

linked_credit_notes as (

    select
        credit_notes.invoice_key,
        credit_notes.bill_to_account_key,
        coalesce(credit_notes.credited_invoice_key, ranked_purchases.invoice_key)
            as credited_invoice_key,
        credit_notes.invoice_id,
        credit_notes.net_amount,
        credit_notes.gross_amount,
        credit_notes.invoice_date,
        credit_notes.known_date
    from credit_notes
    left join ranked_purchases
        on
            credit_notes.invoice_key = ranked_purchases.credit_note_key
            and ranked_purchases.purchase_rank = 1

)

select * from linked_credit_notes
