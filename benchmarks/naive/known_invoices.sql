known_invoices as (

    select
        spine.as_of_date,
        spine.start_12m_date,
        spine.start_24m_date,
        invoices.invoice_key,
        invoices.account_key,
        invoices.bill_to_account_key,
        invoices.credited_invoice_key,
        invoices.invoice_id,
        invoices.order_id,
        invoices.invoice_date,
        invoices.due_date,
        invoices.is_disputed,
        greatest(invoices.invoice_date, invoices.known_date) as known_date,
        coalesce(sum(lines.net_amount), 0) as net_amount,
        coalesce(sum(lines.net_amount), 0) + coalesce(sum(lines.tax_amount), 0)
            as gross_amount,
        sum(lines.margin_amount) as margin_amount,
        coalesce(sum(lines.net_amount), 0) > 0 and not invoices.is_credit_note as is_purchase
    from spine
    inner join input_invoices as invoices
        on
            invoices.invoice_date <= spine.as_of_date
            and invoices.known_date <= spine.as_of_date
    left join input_invoice_lines as lines on invoices.invoice_key = lines.invoice_key
    group by
        spine.as_of_date,
        spine.start_12m_date,
        spine.start_24m_date,
        invoices.invoice_key,
        invoices.account_key,
        invoices.bill_to_account_key,
        invoices.credited_invoice_key,
        invoices.invoice_id,
        invoices.order_id,
        invoices.invoice_date,
        invoices.due_date,
        invoices.is_disputed,
        invoices.known_date,
        invoices.is_credit_note

),

purchases as (

    select * from known_invoices
    where is_purchase

),

credit_notes as (

    select * from known_invoices
    where not is_purchase and net_amount < 0

),

purchases_of_the_order as (

    select
        credit_notes.as_of_date,
        credit_notes.invoice_key as credit_note_key,
        purchases.invoice_key
    from credit_notes
    inner join purchases
        on
            credit_notes.as_of_date = purchases.as_of_date
            and credit_notes.account_key = purchases.account_key
            and credit_notes.order_id = purchases.order_id
            and credit_notes.invoice_date >= purchases.invoice_date
            and credit_notes.known_date >= purchases.known_date
    qualify row_number() over (
        partition by credit_notes.as_of_date, credit_notes.invoice_key
        order by purchases.invoice_date, purchases.invoice_id
    ) = 1

),

linked_credit_notes as (

    select
        credit_notes.*,
        coalesce(named.invoice_key, purchases_of_the_order.invoice_key)
            as linked_invoice_key
    from credit_notes
    left join known_invoices as named
        on
            credit_notes.as_of_date = named.as_of_date
            and credit_notes.credited_invoice_key = named.invoice_key
            and credit_notes.known_date >= named.known_date
    left join purchases_of_the_order
        on
            credit_notes.as_of_date = purchases_of_the_order.as_of_date
            and credit_notes.invoice_key = purchases_of_the_order.credit_note_key

),

reversed_invoices as (

    select
        purchases.as_of_date,
        purchases.invoice_key
    from purchases
    inner join linked_credit_notes
        on
            purchases.as_of_date = linked_credit_notes.as_of_date
            and purchases.invoice_key = linked_credit_notes.linked_invoice_key
    group by purchases.as_of_date, purchases.invoice_key, purchases.net_amount
    having -sum(linked_credit_notes.net_amount) >= purchases.net_amount

)
