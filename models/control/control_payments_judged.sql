{%- set typed_payments = ref('control_payments_typed') -%}

with

run_dates as (

    select last_fact_date from {{ ref('control_run_dates') }}

),

accounts as (

    select *
    from {{ ref('control_account_references') }}
    where is_earliest

),

invoices as (

    select * from {{ ref('control_invoice_references') }}

),

later_copies as (

    {{ later_copies(
        typed_payments,
        key=['payment_id'],
        columns=entity_columns('payments'),
        event='typed.payment_date',
    ) }}

),

judged as (

    select
        typed.payment_id,
        typed.source_file,
        accounts.match_route,
        accounts.account_key,
        invoices.invoice_key,
        typed.amount,
        typed.source_row_number,
        typed.payment_date,
        greatest(
            coalesce(cast(typed.known_at as date), typed.payment_date),
            coalesce(invoices.known_date, typed.payment_date)
        ) as known_date,
        {{ link_corrections([
            account_zeros(),
            ('typed.invoice_id <> invoices.own_invoice_id', 'invoice_id',
             'leading_zeros', 'typed.invoice_id', 'invoices.own_invoice_id'),
        ]) }},
        {{ judge_links(
            key='payment_id',
            parents={'account_id': 'account', 'invoice_id': 'invoice'},
            event='payment_date',
        ) }}
    from {{ typed_payments }} as typed
    cross join run_dates
    left join accounts on typed.account_id = accounts.account_id
    left join invoices on typed.invoice_id = invoices.invoice_id
    {{ join_later_copies() }}

)

select * from judged
