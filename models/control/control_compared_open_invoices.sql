with

unmatched as (

    select * from {{ ref('control_compared_unmatched') }}

),

pools as (

    select
        bill_to_account_key,
        greatest(unmatched_amount, 0) as pool_amount
    from unmatched
    where invoice_key is null

),

{# Of equal dates the smallest first: no count may depend on the order of keys. #}
cumulated as (

    select
        bill_to_account_key,
        invoice_key,
        unmatched_amount,
        sum(unmatched_amount) over (
            partition by bill_to_account_key
            order by
                coalesce(due_date, invoice_date) asc nulls last,
                invoice_date asc nulls last,
                unmatched_amount asc nulls last
            rows between unbounded preceding and current row
        ) as cumulated_amount
    from unmatched
    where invoice_key is not null

),

compared_open_invoices as (

    select
        cumulated.bill_to_account_key,
        cumulated.invoice_key,
        cast(
            least(
                cumulated.unmatched_amount,
                cumulated.cumulated_amount - coalesce(pools.pool_amount, 0)
            ) as decimal(18, 2)
        ) as unpaid_amount
    from cumulated
    left join pools
        on cumulated.bill_to_account_key = pools.bill_to_account_key
    where cumulated.cumulated_amount > coalesce(pools.pool_amount, 0)

)

select * from compared_open_invoices
