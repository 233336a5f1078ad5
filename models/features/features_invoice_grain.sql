with

invoices as (

    select * from {{ ref('input_invoices') }}

),

lines as (

    select * from {{ ref('input_invoice_lines') }}

),

summed_lines as (

    select
        invoice_key,
        cast(sum(net_amount) as decimal(18, 2)) as net_amount,
        cast(sum(tax_amount) as decimal(18, 2)) as tax_amount,
        cast(sum(margin_amount) as decimal(18, 2)) as margin_amount,
        cast(sum(discount_amount) as decimal(18, 2)) as discount_amount
    from lines
    group by invoice_key

),

joined as (

    select
        invoices.*,
        summed_lines.margin_amount,
        coalesce(summed_lines.net_amount, 0) as net_amount,
        coalesce(summed_lines.tax_amount, 0) as tax_amount,
        coalesce(summed_lines.discount_amount, 0) as discount_amount
    from invoices
    left join summed_lines on invoices.invoice_key = summed_lines.invoice_key

),

ranked_days as (

    select
        *,
        net_amount > 0 and not is_credit_note as is_purchase,
        row_number() over (
            partition by account_key, invoice_date, net_amount > 0 and not is_credit_note
            order by known_date asc nulls last, invoice_id asc nulls last
        ) as day_rank
    from joined

),

invoice_grain as (

    select
        invoice_key,
        account_key,
        bill_to_account_key,
        credited_invoice_key,
        invoice_id,
        order_id,
        cast(net_amount as decimal(18, 2)) as net_amount,
        cast(net_amount + tax_amount as decimal(18, 2)) as gross_amount,
        margin_amount,
        cast(discount_amount as decimal(18, 2)) as discount_amount,
        is_purchase,
        is_purchase and day_rank = 1 as is_first_of_day,
        invoice_date,
        due_date,
        known_date,
        {{ month_of('invoice_date') }} as invoice_month_date,
        {{ month_of('known_date') }} as known_month_date
    from ranked_days

)

select * from invoice_grain
