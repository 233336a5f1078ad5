{%- set typed_lines = ref('control_invoice_lines_typed') -%}
{#- A minus that was left out, or one too many: what it does to each amount. -#}
{%- set is_unsigned = 'invoices.is_unsigned' -%}
{%- set has_wrong_quantity = (
    'typed.quantity < 0 and typed.net_amount > 0 and not invoices.is_credit_note'
) -%}
{%- set amounts = ['net_amount', 'discount_amount', 'cost_amount', 'tax_amount'] -%}
{%- set corrections = [
    (has_wrong_quantity, 'quantity', 'quantity_sign', 'typed.quantity', '-typed.quantity'),
    (is_unsigned ~ ' and typed.quantity > 0', 'quantity', 'credit_note_sign',
     'typed.quantity', '-typed.quantity'),
    ("typed.invoice_id <> invoices.own_invoice_id", 'invoice_id', 'leading_zeros',
     'typed.invoice_id', 'invoices.own_invoice_id'),
    ("typed.product_id <> products.own_product_id", 'product_id', 'leading_zeros',
     'typed.product_id', 'products.own_product_id'),
] -%}
{%- for amount in amounts -%}
    {%- do corrections.append((
        is_unsigned ~ ' and typed.' ~ amount ~ ' > 0', amount, 'credit_note_sign',
        'typed.' ~ amount, '-typed.' ~ amount,
    )) -%}
{%- endfor -%}

with

invoices as (

    select * from {{ ref('control_invoice_references') }}

),

products as (

    select * from {{ ref('control_product_references') }}

),

accepted_amounts as (

    select
        row_key,
        max(try_cast(old_value as decimal(18, 2))) as net_amount
    from {{ ref('control_accepted_differences') }}
    where entity = 'invoice_lines' and rule_id = 'unusual_amount'
    group by row_key

),

later_copies as (

    {{ later_copies(
        typed_lines,
        key=['invoice_line_id'],
        columns=entity_columns('invoice_lines'),
        event='invoices.invoice_date',
        event_join='left join invoices on typed.invoice_id = invoices.invoice_id',
    ) }}

),

judged as (

    select
        typed.invoice_line_id,
        typed.source_file,
        invoices.invoice_key,
        invoices.account_key,
        products.product_key,
        products.category_key,
        case
            when {{ has_wrong_quantity }} or ({{ is_unsigned }} and typed.quantity > 0)
                then -typed.quantity
            else typed.quantity
        end as quantity,
        {%- for amount in amounts %}
        case
            when invoices.amount_factor is null then typed.{{ amount }}
            when {{ is_unsigned }} and typed.{{ amount }} < 0
                then try_cast(
                    round(-typed.{{ amount }} * invoices.amount_factor, 2)
                    as decimal(18, 2)
                )
            else try_cast(
                round(typed.{{ amount }} * invoices.amount_factor, 2) as decimal(18, 2)
            )
        end as {{ amount if amount != 'cost_amount' else 'delivered_cost_amount' }},
        {%- endfor %}
        products.unit_cost,
        typed.source_row_number,
        invoices.invoice_date,
        invoices.known_date,
        {{ link_corrections(corrections) }},
        {{ judge_links(
            key='invoice_line_id',
            parents={'invoice_id': 'invoice', 'product_id': 'product'},
            breaches=[(
                'unusual_amount', 'net_amount',
                'invoices.amount_factor is null and accepted_amounts.row_key is null and abs('
                ~ price_level('typed.net_amount', 'typed.quantity')
                ~ ' - products.usual_price_level) between 25 and 35',
            )],
        ) }}
    from {{ typed_lines }} as typed
    left join invoices on typed.invoice_id = invoices.invoice_id
    left join products on typed.product_id = products.product_id
    left join accepted_amounts
        on
            typed.invoice_line_id = accepted_amounts.row_key
            and typed.net_amount = accepted_amounts.net_amount
    {{ join_later_copies() }}

),

costed as (

    select
        invoice_line_id,
        source_file,
        corrections,
        rule_ids,
        bad_column_name,
        bad_text,
        invoice_key,
        account_key,
        product_key,
        category_key,
        quantity,
        net_amount,
        discount_amount,
        tax_amount,
        coalesce(
            delivered_cost_amount,
            try_cast(quantity * cast(unit_cost as double) as decimal(18, 2))
        ) as cost_amount,
        source_row_number,
        invoice_date,
        known_date
    from judged

)

select * from costed
