-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

{%- set columns = entity_columns(
    'invoices', codes=['sales_channel'], uppers=['currency_code']
) -%}

{%- set is_swapped = is_swapped('readings') -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__invoices') }}

),

{{ read_columns('invoices', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.invoice_id,
        readings.account_id,
        readings.bill_to_account_id,
        readings.order_id,
        readings.sales_channel,
        readings.credited_invoice_id,
        readings.campaign_id,
        readings.currency_code,
        readings.source_file,
        readings.source_row_number,
        readings.is_credit_note,
        readings.is_disputed,
        case
            when {{ is_swapped }} then readings.due_date
            else readings.invoice_date
        end as invoice_date,
        case
            when {{ is_swapped }} then readings.invoice_date
            else readings.due_date
        end as due_date,
        readings.order_date,
        readings.known_at,
        {{ row_corrections(columns, also=[
            (is_swapped, 'invoice_date', 'swapped_due_date',
             'readings.invoice_date', 'readings.due_date'),
            (is_swapped, 'due_date', 'swapped_due_date',
             'readings.due_date', 'readings.invoice_date'),
        ]) }},
        {{ judge_row(
            'invoices', columns,
            lists={'sales_channel': ['online', 'sales', 'phone', 'partner', 'other']},
        ) }}
    from readings

)

select * from typed
