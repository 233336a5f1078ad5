-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__invoices') }}

),

typed as (

    select
        {{ typed('invoice_id', 'string') }} as invoice_id,
        {{ typed('account_id', 'string') }} as account_id,
        {{ typed('bill_to_account_id', 'string') }} as bill_to_account_id,
        {{ typed('order_id', 'string') }} as order_id,
        {{ typed('sales_channel', 'code') }} as sales_channel,
        {{ typed('credited_invoice_id', 'string') }} as credited_invoice_id,
        {{ typed('campaign_id', 'string') }} as campaign_id,
        upper({{ typed('currency_code', 'string') }}) as currency_code,
        delivered.source_file,
        delivered.source_row_number,
        {{ typed('is_credit_note', 'boolean') }} as is_credit_note,
        {{ typed('is_disputed', 'boolean') }} as is_disputed,
        {{ typed('invoice_date', 'date') }} as invoice_date,
        {{ typed('due_date', 'date') }} as due_date,
        {{ typed('order_date', 'date') }} as order_date,
        {{ typed('known_at', 'timestamp') }} as known_at,
        {{ judge_row(
            required=['invoice_id', 'account_id', 'invoice_date'],
            types={
                'invoice_date': 'date', 'due_date': 'date', 'order_date': 'date',
                'is_credit_note': 'boolean', 'is_disputed': 'boolean',
                'known_at': 'timestamp',
            },
            lists={'sales_channel': ['online', 'sales', 'phone', 'partner', 'other']},
        ) }}
    from delivered

)

select * from typed
