{%- set typed_invoices = ref('control_invoices_typed') -%}
{%- set invoice_day = "coalesce(typed.invoice_date, cast('1600-01-01' as date))" -%}
{%- set due_by_terms = dbt.dateadd(
    'day', 'accounts.payment_terms_days', 'typed.invoice_date'
) -%}

with

accounts as (

    select * from {{ ref('control_account_references') }}

),

later_copies as (

    {{ later_copies(
        typed_invoices,
        key=['invoice_id'],
        columns=entity_columns('invoices'),
        event='typed.invoice_date',
    ) }}

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
        accounts.match_route,
        invoice_keys.invoice_key,
        accounts.account_key,
        coalesce(payers.account_key, accounts.bill_to_account_key)
            as bill_to_account_key,
        currency_rates.currency_rate,
        typed.source_row_number,
        coalesce(typed.is_credit_note, false) as is_credit_note,
        coalesce(typed.is_disputed, false) as is_disputed,
        typed.invoice_date,
        coalesce(typed.due_date, cast({{ due_by_terms }} as date)) as due_date,
        typed.order_date,
        coalesce(cast(typed.known_at as date), typed.invoice_date) as known_date,
        typed.known_at,
        {{ link_corrections([
            account_zeros(),
            ('currency_rates.currency_rate is not null', 'currency_code',
             'currency_converted', 'typed.currency_code',
             "own_currency.currency_code || ' at ' || regexp_replace("
             ~ "cast(currency_rates.currency_rate as string), '[.]?0+$', '')"),
        ]) }},
        {{ judge_links(
            key='invoice_id',
            parents={'account_id': 'account'},
            event='invoice_date',
            breaches=[
                ('currency_not_convertible', 'currency_code',
                 'typed.currency_code <> own_currency.currency_code '
                 ~ 'and currency_rates.currency_rate is null'),
                ('due_before_invoice', 'due_date',
                 'typed.due_date < typed.invoice_date and accepted.row_key is null'),
            ],
        ) }}
    from {{ typed_invoices }} as typed
    cross join {{ ref('control_run_dates') }} as run_dates
    cross join {{ ref('control_own_currency') }} as own_currency
    left join accounts
        on
            typed.account_id = accounts.account_id
            and {{ invoice_day }} >= accounts.from_date
            and {{ invoice_day }} < accounts.until_date
    left join accounts as payers
        on typed.bill_to_account_id = payers.account_id and payers.is_earliest
    left join {{ ref('control_currency_rates') }} as currency_rates
        on
            typed.currency_code = currency_rates.currency_code
            and typed.invoice_date >= currency_rates.from_date
            and typed.invoice_date < currency_rates.until_date
    left join {{ ref('control_invoice_keys') }} as invoice_keys
        on typed.invoice_id = invoice_keys.invoice_id
    left join {{ ref('control_accepted_differences') }} as accepted
        on
            typed.invoice_id = accepted.row_key
            and accepted.entity = 'invoices'
            and accepted.rule_id = 'due_before_invoice'
            and typed.due_date = try_cast(accepted.old_value as date)
    {{ join_later_copies() }}

)

select * from judged
