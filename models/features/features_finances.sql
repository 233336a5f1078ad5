with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

relations as (

    select * from {{ ref('features_payment_relations') }}

),

first_payments as (

    select min(greatest(payment_date, known_date)) as first_payment_date
    from {{ ref('input_payments') }}

),

payers as (

    select
        as_of_date,
        bill_to_account_key,
        sum(due_invoices_12m_count) as due_invoices_12m_count,
        cast(sum(late_invoices_12m_count) as double) as late_invoices_12m_value,
        cast(sum(late_amount_days_value) as double) as late_days_value,
        cast(sum(due_12m_amount) as double) as due_12m_value,
        cast(sum(open_amount) as double) as open_value
    from relations
    group by as_of_date, bill_to_account_key

),

buyers as (

    select
        as_of_date,
        account_key,
        sum(open_amount) as open_amount,
        sum(overdue_amount) as overdue_amount
    from relations
    group by as_of_date, account_key

),

finances as (

    select
        attributes.as_of_date,
        attributes.account_key,
        cast(coalesce(payers.due_invoices_12m_count, 0) as bigint)
            as due_invoices_12m_count,
        cast(coalesce(buyers.open_amount, 0) as decimal(18, 2)) as open_amount,
        cast(coalesce(buyers.overdue_amount, 0) as decimal(18, 2)) as overdue_amount,
        round(
            payers.late_invoices_12m_value / nullif(payers.due_invoices_12m_count, 0), 9
        ) as late_invoice_share,
        round(payers.late_days_value / nullif(payers.due_12m_value, 0), 9)
            as days_late_value,
        round(
            coalesce(payers.open_value, 0)
            / nullif(cast(payer_attributes.credit_limit_amount as double), 0),
            9
        ) as credit_use_value,
        cast(null as double) as days_late_recent_value,
        cast(null as double) as days_late_trend_value,
        cast(null as decimal(18, 2)) as due_12m_amount,
        cast(null as double) as disputed_share,
        cast(null as int) as dunning_level_number,
        cast(null as boolean) as is_on_hold,
        attributes.bill_to_account_key <> attributes.account_key as is_payment_inherited
    from attributes
    inner join first_payments
        on attributes.as_of_date >= first_payments.first_payment_date
    left join attributes as payer_attributes
        on
            attributes.as_of_date = payer_attributes.as_of_date
            and attributes.bill_to_account_key = payer_attributes.account_key
    left join payers
        on
            attributes.as_of_date = payers.as_of_date
            and attributes.bill_to_account_key = payers.bill_to_account_key
    left join buyers
        on
            attributes.as_of_date = buyers.as_of_date
            and attributes.account_key = buyers.account_key

)

select * from finances
