with

label_windows as (

    select * from {{ ref('dataset_label_windows') }}

),

window_invoices as (

    select
        label_windows.role,
        invoices.*,
        invoices.is_purchase
        and coalesce(reversals.known_date > label_windows.known_by_date, true)
            as is_standing_purchase
    from {{ ref('features_invoice_grain') }} as invoices
    inner join label_windows
        on
            invoices.invoice_date > label_windows.after_date
            and invoices.invoice_date <= label_windows.end_date
            and invoices.known_date <= label_windows.known_by_date
    left join {{ ref('features_invoice_reversals') }} as reversals
        on invoices.invoice_key = reversals.invoice_key

),

next_purchases as (

    select
        role,
        account_key,
        cast(sum(net_amount) as decimal(18, 2)) as next_revenue_amount,
        cast(sum(margin_amount) as decimal(18, 2)) as next_margin_amount,
        bool_or(is_standing_purchase) as has_repurchased
    from window_invoices
    group by role, account_key

)

select * from next_purchases
