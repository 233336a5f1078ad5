{%- set typed_complaints = ref('control_complaints_typed') -%}

with

run_dates as (

    select last_fact_date from {{ ref('control_run_dates') }}

),

accounts as (

    select *
    from {{ ref('control_account_references') }}
    where is_earliest

),

products as (

    select * from {{ ref('control_product_references') }}

),

invoices as (

    select * from {{ ref('control_invoice_references') }}

),

later_copies as (

    {{ later_copies(
        typed_complaints,
        key=['complaint_id'],
        columns=entity_columns('complaints'),
        event='typed.opened_at',
    ) }}

),

judged as (

    select
        typed.complaint_id,
        products.own_product_id as product_id,
        invoices.own_invoice_id as invoice_id,
        typed.category,
        typed.description,
        {{ dropped_references({
            'product_id': 'products.own_product_id',
            'invoice_id': 'invoices.own_invoice_id',
        }) }},
        typed.source_file,
        accounts.match_route,
        accounts.account_key,
        typed.source_row_number,
        cast(coalesce(typed.known_at, typed.opened_at) as date) as known_date,
        typed.opened_at,
        typed.closed_at,
        typed.known_at,
        {{ link_corrections([
            account_zeros(),
            ('typed.product_id <> products.own_product_id', 'product_id',
             'leading_zeros', 'typed.product_id', 'products.own_product_id'),
            ('typed.invoice_id <> invoices.own_invoice_id', 'invoice_id',
             'leading_zeros', 'typed.invoice_id', 'invoices.own_invoice_id'),
        ]) }},
        {{ judge_links(
            key='complaint_id',
            parents={'account_id': 'account'},
            event='opened_at',
        ) }}
    from {{ typed_complaints }} as typed
    cross join run_dates
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id
    left join products on typed.product_id = products.product_id
    left join invoices on typed.invoice_id = invoices.invoice_id
    {{ join_later_copies() }}

)

select * from judged
