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

invoice_keys as (

    select * from {{ ref('control_invoice_keys') }}

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
        typed.order_id,
        typed.sales_channel,
        typed.credited_invoice_id,
        typed.campaign_id,
        case
            when typed.bill_to_account_id is not null and payers.account_key is null
                then typed.bill_to_account_id
        end as unknown_bill_to_account_id,
        typed.source_file,
        invoice_keys.invoice_key,
        accounts.account_key,
        coalesce(payers.account_key, accounts.bill_to_account_key)
            as bill_to_account_key,
        typed.source_row_number,
        coalesce(typed.is_credit_note, false) as is_credit_note,
        coalesce(typed.is_disputed, false) as is_disputed,
        typed.invoice_date,
        coalesce(
            typed.due_date,
            cast({{ dbt.dateadd(
                'day', 'accounts.payment_terms_days', 'typed.invoice_date'
            ) }} as date)
        ) as due_date,
        typed.order_date,
        coalesce(cast(typed.known_at as date), typed.invoice_date) as known_date,
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
    left join accounts as payers
        on typed.bill_to_account_id = payers.account_id and payers.is_earliest
    left join invoice_keys on typed.invoice_id = invoice_keys.invoice_id
    {{ join_later_copies() }}

)

select * from judged
