with

receivables as (

    select * from {{ ref('features_receivables') }}
    where unallocated_amount > 0

),

invoices as (

    select
        invoice_key,
        invoice_id
    from {{ ref('input_invoices') }}

),

pool_totals as (

    select
        dates.as_of_date,
        pool_events.bill_to_account_key,
        sum(pool_events.amount) as pool_amount
    from {{ ref('features_pool_events') }} as pool_events
    inner join {{ ref('features_dates') }} as dates
        on pool_events.effective_date <= dates.as_of_date
    group by dates.as_of_date, pool_events.bill_to_account_key

),

cumulated as (

    select
        receivables.as_of_date,
        receivables.bill_to_account_key,
        receivables.invoice_key,
        receivables.invoice_date,
        receivables.unallocated_amount,
        pool_totals.pool_amount,
        sum(receivables.unallocated_amount) over (
            partition by receivables.as_of_date, receivables.bill_to_account_key
            order by
                coalesce(receivables.due_date, receivables.invoice_date) asc nulls last,
                receivables.invoice_date asc nulls last,
                invoices.invoice_id asc nulls last
            rows between unbounded preceding and current row
        ) as cumulative_amount
    from receivables
    inner join pool_totals
        on
            receivables.as_of_date = pool_totals.as_of_date
            and receivables.bill_to_account_key = pool_totals.bill_to_account_key
    inner join invoices on receivables.invoice_key = invoices.invoice_key

),

pool_needs as (

    select
        as_of_date,
        bill_to_account_key,
        invoice_key,
        cast(cumulative_amount as decimal(18, 2)) as cumulative_amount,
        cast(
            least(
                unallocated_amount,
                greatest(cumulative_amount - greatest(pool_amount, 0), 0)
            ) as decimal(18, 2)
        ) as open_amount,
        invoice_date
    from cumulated

)

select * from pool_needs
