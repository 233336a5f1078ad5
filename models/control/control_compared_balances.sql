with

open_totals as (

    select
        count(*) as open_count,
        count(distinct bill_to_account_key) as account_count,
        cast(coalesce(sum(unpaid_amount), 0) as decimal(18, 2)) as open_amount
    from {{ ref('control_compared_open_invoices') }}

),

invoiced as (

    select
        count(*) as invoice_count,
        cast(coalesce(sum(valid_net_amount + valid_tax_amount), 0) as decimal(18, 2))
            as amount
    from {{ ref('control_compared_invoices') }}

),

paid as (

    select cast(sum(amount) as decimal(18, 2)) as amount
    from {{ ref('control_payments_judged') }}
    where rule_ids = ''

),

compared_balances as (

    select
        'open_balance' as comparison,
        invoiced.amount as left_amount,
        paid.amount as right_amount,
        invoiced.invoice_count as left_count,
        invoiced.invoice_count - open_totals.open_count as right_count,
        open_totals.account_count
    from invoiced
    cross join paid
    cross join open_totals
    where paid.amount is not null
    union all
    select
        'open_invoices' as comparison,
        open_totals.open_amount as left_amount,
        cast(invoiced.amount - paid.amount as decimal(18, 2)) as right_amount,
        open_totals.open_count as left_count,
        cast(null as bigint) as right_count,
        open_totals.account_count
    from invoiced
    cross join paid
    cross join open_totals
    where paid.amount is not null

)

select * from compared_balances
