-- Judged at the scoring date in both roles, as unallocated money is divided at as-of dates only;
-- an invoice that was not paid when due stays late on any later day.
with

label_windows as (

    select * from {{ ref('dataset_label_windows') }}

),

first_payments as (

    select min(greatest(payment_date, known_date)) as first_payment_date
    from {{ ref('input_payments') }}

),

due_invoices as (

    select
        label_windows.role,
        label_windows.as_of_date,
        label_windows.scoring_date,
        settlements.*,
        coalesce(settlements.settled_known_date <= label_windows.scoring_date, false)
        and coalesce(settlements.reopened_date > label_windows.scoring_date, true)
            as is_settled
    from {{ ref('features_settlements') }} as settlements
    inner join label_windows
        on
            settlements.due_date > label_windows.after_date
            and settlements.due_date <= label_windows.end_date
            and settlements.effective_date <= label_windows.known_by_date
    inner join first_payments
        on label_windows.scoring_date >= first_payments.first_payment_date
    where coalesce(settlements.reversed_date > label_windows.scoring_date, true)

),

judged as (

    select
        due_invoices.role,
        due_invoices.as_of_date,
        due_invoices.bill_to_account_key,
        due_invoices.gross_amount,
        due_invoices.due_date < coalesce(
            case
                when due_invoices.is_settled then due_invoices.settled_date
                when receivables.settled_date is not null then receivables.settled_date
                when pool_settlements.settled_date is not null
                    then
                        greatest(
                            pool_settlements.settled_date,
                            coalesce(
                                receivables.part_paid_date,
                                pool_settlements.settled_date
                            )
                        )
            end,
            due_invoices.scoring_date
        ) as is_late
    from due_invoices
    left join {{ ref('features_receivables') }} as receivables
        on
            due_invoices.scoring_date = receivables.as_of_date
            and due_invoices.invoice_key = receivables.invoice_key
    left join {{ ref('features_pool_settlements') }} as pool_settlements
        on
            due_invoices.scoring_date = pool_settlements.as_of_date
            and due_invoices.invoice_key = pool_settlements.invoice_key

),

next_payments as (

    select
        role,
        as_of_date,
        bill_to_account_key,
        2 * coalesce(sum(gross_amount) filter (where is_late), 0)
        >= sum(gross_amount) as is_next_late_payer
    from judged
    group by role, as_of_date, bill_to_account_key

)

select * from next_payments
