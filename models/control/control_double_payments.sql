with

payments as (

    select *
    from {{ ref('control_payments_judged') }}
    where rule_ids = '' and invoice_key is not null and amount > 0

),

repeated as (

    select
        account_key,
        invoice_key,
        payment_date,
        amount,
        min(payment_id) as first_payment_id
    from payments
    group by
        account_key,
        invoice_key,
        payment_date,
        amount
    having count(*) > 1

),

double_payments as (

    select
        payments.payment_id,
        repeated.first_payment_id,
        payments.source_file,
        payments.source_row_number
    from payments
    inner join repeated
        on
            payments.account_key = repeated.account_key
            and payments.invoice_key = repeated.invoice_key
            and payments.payment_date = repeated.payment_date
            and payments.amount = repeated.amount
    where payments.payment_id <> repeated.first_payment_id

)

select * from double_payments
