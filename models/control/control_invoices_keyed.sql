with

judged as (

    select * from {{ ref('control_invoices_judged') }}

),

invoice_keys as (

    select * from {{ ref('control_invoice_keys') }}

),

known_accounts as (

    select
        account_id,
        account_key
    from {{ ref('control_account_versions') }}
    where is_earliest

),

valid_invoices as (

    select
        judged.*,
        invoice_keys.invoice_key
    from judged
    inner join invoice_keys on judged.invoice_id = invoice_keys.invoice_id
    where judged.rule_ids = ''

),

credit_links as (

    select
        notes.invoice_key,
        credited.invoice_key as credited_invoice_key
    from valid_invoices as notes
    inner join valid_invoices as credited
        on
            notes.credited_invoice_id = credited.invoice_id
            and notes.invoice_date >= credited.invoice_date

),

invoices_keyed as (

    select
        valid_invoices.invoice_id,
        valid_invoices.account_id,
        valid_invoices.order_id,
        valid_invoices.sales_channel,
        valid_invoices.campaign_id,
        nullif(concat_ws(
            ',',
            case
                when
                    valid_invoices.bill_to_account_id is not null
                    and bill_to_accounts.account_key is null
                    then 'bill_to_account_id'
            end,
            case
                when
                    valid_invoices.credited_invoice_id is not null
                    and credit_links.credited_invoice_key is null
                    then 'credited_invoice_id'
            end
        ), '') as dropped_references,
        valid_invoices.invoice_key,
        valid_invoices.account_key,
        coalesce(bill_to_accounts.account_key, valid_invoices.usual_bill_to_account_key)
            as bill_to_account_key,
        credit_links.credited_invoice_key,
        coalesce(valid_invoices.is_credit_note, false) as is_credit_note,
        coalesce(valid_invoices.is_disputed, false) as is_disputed,
        valid_invoices.invoice_date,
        coalesce(
            valid_invoices.due_date,
            cast({{ dbt.dateadd(
                'day', 'valid_invoices.payment_terms_days', 'valid_invoices.invoice_date'
            ) }} as date)
        ) as due_date,
        valid_invoices.order_date,
        coalesce(
            cast(valid_invoices.known_at as date), valid_invoices.invoice_date
        ) as known_date,
        valid_invoices.known_at
    from valid_invoices
    left join known_accounts as bill_to_accounts
        on valid_invoices.bill_to_account_id = bill_to_accounts.account_id
    left join credit_links on valid_invoices.invoice_key = credit_links.invoice_key

)

select * from invoices_keyed
