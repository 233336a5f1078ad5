{%- set typed_lines = ref('control_invoice_lines_typed') -%}
{%- set is_unsigned = 'invoices.is_unsigned' -%}
{%- set has_wrong_quantity -%}
    typed.quantity < 0 and typed.net_amount > 0 and not invoices.is_credit_note
{%- endset -%}
{%- set quantity -%}
    case
        when ({{ has_wrong_quantity }}) or ({{ is_unsigned }} and typed.quantity > 0)
            then -typed.quantity
        else typed.quantity
    end
{%- endset -%}
{%- set corrections = [
    (has_wrong_quantity, 'quantity', 'quantity_sign',
     'typed.quantity', '-typed.quantity'),
    ('typed.invoice_id <> invoices.own_invoice_id', 'invoice_id', 'leading_zeros',
     'typed.invoice_id', 'invoices.own_invoice_id'),
    ('typed.product_id <> products.own_product_id', 'product_id', 'leading_zeros',
     'typed.product_id', 'products.own_product_id'),
] -%}
{%- for column in [
    'quantity', 'net_amount', 'discount_amount', 'cost_amount', 'tax_amount'
] -%}
    {%- do corrections.append((
        is_unsigned ~ ' and typed.' ~ column ~ ' > 0', column, 'credit_note_sign',
        'typed.' ~ column, '-typed.' ~ column,
    )) -%}
{%- endfor -%}

with

invoices as (

    select * from {{ ref('control_invoice_references') }}

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
        {{ quantity }} as quantity,
        {{ signed_amount('net_amount') }} as net_amount,
        {{ signed_amount('discount_amount') }} as discount_amount,
        {{ signed_amount('tax_amount') }} as tax_amount,
        coalesce(
            {{ signed_amount('cost_amount') }},
            try_cast(
                {{ quantity }} * cast(products.unit_cost as double) as decimal(18, 2)
            )
        ) as cost_amount,
        typed.source_row_number,
        invoices.invoice_date,
        invoices.known_date,
        {{ link_corrections(corrections) }},
        {{ judge_links(
            key='invoice_line_id',
            parents={'invoice_id': 'invoice', 'product_id': 'product'},
            breaches=[(
                'unusual_amount', 'net_amount',
                'invoices.amount_factor is null and accepted.row_key is null and abs('
                ~ price_level('typed.net_amount', 'typed.quantity')
                ~ ' - products.usual_price_level) between 25 and 35',
            )],
        ) }}
    from {{ typed_lines }} as typed
    left join invoices on typed.invoice_id = invoices.invoice_id
    left join {{ ref('control_product_references') }} as products
        on typed.product_id = products.product_id
    left join {{ ref('control_accepted_differences') }} as accepted
        on
            typed.invoice_line_id = accepted.row_key
            and accepted.entity = 'invoice_lines'
            and accepted.rule_id = 'unusual_amount'
            and typed.net_amount = try_cast(accepted.old_value as decimal(18, 2))
    {{ join_later_copies() }}

)

select * from judged
