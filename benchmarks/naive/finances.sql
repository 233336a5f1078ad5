with

$known_invoices,

receivables as (

    select * from purchases
    anti join reversed_invoices using (as_of_date, invoice_key)

),

known_payments as (

    select
        spine.as_of_date,
        payments.*,
        greatest(payments.payment_date, payments.known_date) as effective_date
    from spine
    inner join input_payments as payments
        on
            payments.payment_date <= spine.as_of_date
            and payments.known_date <= spine.as_of_date

),

settling as (

    select
        as_of_date,
        invoice_key,
        amount,
        payment_date as paid_date,
        effective_date
    from known_payments
    where invoice_key is not null
    union all
    select
        as_of_date,
        linked_invoice_key as invoice_key,
        -gross_amount as amount,
        invoice_date as paid_date,
        known_date as effective_date
    from linked_credit_notes
    where linked_invoice_key is not null

),

running as (

    select
        receivables.as_of_date,
        receivables.invoice_key,
        receivables.gross_amount,
        settling.effective_date,
        settling.amount,
        settling.paid_date,
        sum(settling.amount) over until_day >= receivables.gross_amount as is_covered,
        max(settling.paid_date) over until_day as paid_until_date
    from receivables
    inner join settling
        on
            receivables.as_of_date = settling.as_of_date
            and receivables.invoice_key = settling.invoice_key
    window until_day as (
        partition by receivables.as_of_date, receivables.invoice_key
        order by settling.effective_date
        range between unbounded preceding and current row
    )

),

first_covered as (

    select
        as_of_date,
        invoice_key,
        min(effective_date) as covered_date
    from running
    where is_covered
    group by as_of_date, invoice_key

),

paid as (

    select
        running.as_of_date,
        running.invoice_key,
        sum(running.amount) as paid_amount,
        max(running.paid_date) as last_paid_date,
        case
            when sum(running.amount) < running.gross_amount then null
            when
                bool_or(
                    not running.is_covered
                    and running.effective_date > first_covered.covered_date
                )
                then max(running.paid_date)
            else min(running.paid_until_date) filter (where running.is_covered)
        end as settled_date
    from running
    left join first_covered
        on
            running.as_of_date = first_covered.as_of_date
            and running.invoice_key = first_covered.invoice_key
    group by running.as_of_date, running.invoice_key, running.gross_amount

),

unallocated as (

    select
        receivables.*,
        paid.settled_date,
        paid.last_paid_date,
        case
            when paid.settled_date is not null then 0
            else greatest(receivables.gross_amount - coalesce(paid.paid_amount, 0), 0)
        end as unallocated_amount
    from receivables
    left join paid
        on
            receivables.as_of_date = paid.as_of_date
            and receivables.invoice_key = paid.invoice_key

),

pool_events as (

    select
        as_of_date,
        account_key as bill_to_account_key,
        payment_id as event_id,
        amount,
        payment_date as paid_date,
        effective_date
    from known_payments
    where invoice_key is null
    union all
    select
        as_of_date,
        bill_to_account_key,
        invoice_id as event_id,
        -gross_amount as amount,
        invoice_date as paid_date,
        known_date as effective_date
    from linked_credit_notes
    where linked_invoice_key is null
    union all
    select
        notes.as_of_date,
        notes.bill_to_account_key,
        payments.payment_id as event_id,
        payments.amount,
        payments.payment_date as paid_date,
        greatest(payments.effective_date, notes.known_date) as effective_date
    from linked_credit_notes as notes
    inner join known_payments as payments
        on notes.as_of_date = payments.as_of_date and notes.invoice_key = payments.invoice_key
    where notes.linked_invoice_key is null

),

pool as (

    select
        *,
        sum(amount) over so_far as pool_amount,
        max(paid_date) over so_far as paid_until_date,
        sum(amount) over (partition by as_of_date, bill_to_account_key) as total_amount
    from pool_events
    window so_far as (
        partition by as_of_date, bill_to_account_key
        order by effective_date, event_id
        rows between unbounded preceding and current row
    )

),

queue as (

    select
        *,
        sum(unallocated_amount) over (
            partition by as_of_date, bill_to_account_key
            order by coalesce(due_date, invoice_date), invoice_date, invoice_id
            rows between unbounded preceding and current row
        ) as queue_amount
    from unallocated
    where unallocated_amount > 0

),

served as (

    select
        queue.as_of_date,
        queue.invoice_key,
        greatest(
            min(pool.paid_until_date) filter (where pool.pool_amount >= queue.queue_amount),
            queue.invoice_date,
            queue.last_paid_date
        ) as reached_date,
        least(
            queue.unallocated_amount,
            greatest(queue.queue_amount - greatest(any_value(pool.total_amount), 0), 0)
        ) as open_amount
    from queue
    inner join pool
        on
            queue.as_of_date = pool.as_of_date
            and queue.bill_to_account_key = pool.bill_to_account_key
    group by
        queue.as_of_date,
        queue.invoice_key,
        queue.invoice_date,
        queue.last_paid_date,
        queue.queue_amount,
        queue.unallocated_amount

),

aged as (

    select
        unallocated.as_of_date,
        unallocated.account_key,
        unallocated.bill_to_account_key,
        unallocated.gross_amount,
        coalesce(served.open_amount, unallocated.unallocated_amount) as open_amount,
        coalesce(
            unallocated.due_date > unallocated.start_12m_date
            and unallocated.due_date <= unallocated.as_of_date,
            false
        ) as is_due_12m,
        coalesce(unallocated.due_date < unallocated.as_of_date, false) as is_past_due,
        unallocated.as_of_date - unallocated.due_date as days_since_due,
        coalesce(
            unallocated.due_date > cast(unallocated.as_of_date - interval 6 month as date)
            and unallocated.due_date <= unallocated.as_of_date,
            false
        ) as is_due_6m,
        greatest(
            coalesce(
                unallocated.settled_date,
                case when served.open_amount = 0 then served.reached_date end,
                unallocated.as_of_date
            ) - unallocated.due_date,
            0
        ) as days_late
    from unallocated
    left join served
        on
            unallocated.as_of_date = served.as_of_date
            and unallocated.invoice_key = served.invoice_key

),

weighted as (

    select
        *,
        case
            when is_due_12m
                then
                    cast(
                        cast(gross_amount as double) * exp(-ln(2) * days_since_due / 90)
                        as decimal(18, 6)
                    )
        end as recent_amount
    from aged

),

disputes as (

    select
        as_of_date,
        account_key,
        avg(case when is_disputed then 1.0 else 0.0 end) as disputed_share
    from purchases
    where invoice_date > start_12m_date and is_disputed is not null
    group by as_of_date, account_key

),

payers as (

    select
        as_of_date,
        bill_to_account_key,
        count(*) filter (where is_due_12m) as due_count,
        count(*) filter (where is_due_12m and days_late > 0) as late_count,
        sum(gross_amount) filter (where is_due_12m) as due_amount,
        sum(days_late * gross_amount) filter (where is_due_12m) as late_days_amount,
        sum(recent_amount) as recent_amount,
        sum(days_late * recent_amount) as recent_late_days_amount,
        sum(gross_amount) filter (where is_due_6m) as due_6m_amount,
        sum(days_late * gross_amount) filter (where is_due_6m) as late_days_6m_amount,
        sum(gross_amount) filter (where is_due_12m and not is_due_6m) as due_before_amount,
        sum(days_late * gross_amount) filter (where is_due_12m and not is_due_6m)
            as late_days_before_amount,
        sum(open_amount) as open_amount
    from weighted
    group by as_of_date, bill_to_account_key

),

buyers as (

    select
        as_of_date,
        account_key,
        sum(open_amount) as open_amount,
        sum(open_amount) filter (where is_past_due) as overdue_amount,
        sum(gross_amount) filter (where is_due_12m) as due_amount
    from aged
    group by as_of_date, account_key

),

account_payers as (

    select
        accounts.as_of_date,
        accounts.account_key,
        coalesce(payer_accounts.account_key, accounts.account_key) as bill_to_account_key
    from account_spine as accounts
    left join account_spine as payer_accounts
        on
            accounts.as_of_date = payer_accounts.as_of_date
            and accounts.bill_to_account_id = payer_accounts.account_id

)

select
    account_payers.as_of_date,
    account_payers.account_key,
    case when not accounts.is_history_assumed then accounts.dunning_level end
        as dunning_level_number,
    case when paid.has_payments then coalesce(buyers.open_amount, 0) end as open_amount,
    case when paid.has_payments then coalesce(buyers.overdue_amount, 0) end as overdue_amount,
    case when paid.has_payments then coalesce(buyers.due_amount, 0) end as due_12m_amount,
    case when paid.has_payments then coalesce(payers.due_count, 0) end
        as due_invoices_12m_count,
    case
        when paid.has_payments and payers.due_count > 0
            then round(cast(payers.late_count as double) / payers.due_count, 9)
    end as late_invoice_share,
    case
        when paid.has_payments and payers.due_amount <> 0
            then
                round(cast(payers.late_days_amount as double) / cast(payers.due_amount as double), 9)
    end as days_late_value,
    case
        when paid.has_payments and payers.recent_amount <> 0
            then
                round(
                    cast(payers.recent_late_days_amount as double)
                    / cast(payers.recent_amount as double),
                    9
                )
    end as days_late_recent_value,
    case
        when paid.has_payments and payers.due_6m_amount <> 0 and payers.due_before_amount <> 0
            then
                round(
                    cast(payers.late_days_6m_amount as double)
                    / cast(payers.due_6m_amount as double)
                    - cast(payers.late_days_before_amount as double)
                    / cast(payers.due_before_amount as double),
                    9
                )
    end as days_late_trend_value,
    case
        when paid.has_payments and payer_accounts.credit_limit <> 0
            then
                round(
                    coalesce(cast(payers.open_amount as double), 0)
                    / cast(payer_accounts.credit_limit as double),
                    9
                )
    end as credit_use_value,
    round(disputes.disputed_share, 9) as disputed_share,
    account_payers.bill_to_account_key <> account_payers.account_key as is_payment_inherited,
    case when not accounts.is_history_assumed then accounts.is_on_hold end as is_on_hold
from account_payers
inner join account_spine as accounts
    on
        account_payers.as_of_date = accounts.as_of_date
        and account_payers.account_key = accounts.account_key
inner join (
    select
        as_of_date,
        as_of_date >= (select min(greatest(payment_date, known_date)) from input_payments)
            as has_payments
    from spine
) as paid on account_payers.as_of_date = paid.as_of_date
left join disputes
    on
        account_payers.as_of_date = disputes.as_of_date
        and account_payers.account_key = disputes.account_key
left join account_spine as payer_accounts
    on
        account_payers.as_of_date = payer_accounts.as_of_date
        and account_payers.bill_to_account_key = payer_accounts.account_key
left join payers
    on
        account_payers.as_of_date = payers.as_of_date
        and account_payers.bill_to_account_key = payers.bill_to_account_key
left join buyers
    on
        account_payers.as_of_date = buyers.as_of_date
        and account_payers.account_key = buyers.account_key
