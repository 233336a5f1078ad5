with

typed as (

    select * from {{ ref('control_invoices_typed') }}

),

run_dates as (

    select last_fact_date from {{ ref('control_run_dates') }}

),

own_currency as (

    select currency_code from {{ ref('control_own_currency') }}

),

accounts as (

    select * from {{ ref('control_account_references') }}

),

later_copies as (

    {{ later_copies(key=['invoice_id'], event='typed.invoice_date') }}

),

judged as (

    select
        typed.invoice_id,
        typed.account_id,
        typed.bill_to_account_id,
        typed.order_id,
        typed.sales_channel,
        typed.credited_invoice_id,
        typed.campaign_id,
        typed.source_file,
        typed.invoice_id as row_key,
        accounts.account_key,
        accounts.bill_to_account_key as usual_bill_to_account_key,
        accounts.payment_terms_days,
        typed.source_row_number,
        typed.is_credit_note,
        typed.is_disputed,
        typed.invoice_date,
        typed.due_date,
        typed.order_date,
        typed.known_at,
        {{ judge_links(
            key='invoice_id',
            parents={'account_id': 'account'},
            event='invoice_date',
            breaches=[
                ('currency_not_convertible', 'currency_code',
                 'typed.currency_code <> own_currency.currency_code'),
            ],
        ) }}
    from typed
    cross join run_dates
    cross join own_currency
    left join accounts
        on
            typed.account_id = accounts.account_id
            and coalesce(typed.invoice_date, cast('1600-01-01' as date))
            >= accounts.from_date
            and coalesce(typed.invoice_date, cast('1600-01-01' as date))
            < accounts.until_date
    {{ join_later_copies() }}

)

select * from judged
