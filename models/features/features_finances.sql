{%- set has_payments = 'paid_dates.as_of_date is not null' -%}

with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

first_payments as (

    select min(greatest(payment_date, known_date)) as first_payment_date
    from {{ ref('input_payments') }}

),

paid_dates as (

    select distinct attributes.as_of_date
    from attributes
    inner join first_payments
        on attributes.as_of_date >= first_payments.first_payment_date

),

buyers as (

    select
        as_of_date,
        account_key,
        sum(open_amount) as open_amount,
        sum(overdue_amount) as overdue_amount,
        sum(due_12m_amount) as due_12m_amount
    from {{ ref('features_payment_relations') }}
    group by as_of_date, account_key

),

finances as (

    select
        attributes.as_of_date,
        attributes.account_key,
        attributes.dunning_level_number,
        {% for amount in ['open_amount', 'overdue_amount', 'due_12m_amount'] %}
            cast(
                case when {{ has_payments }} then coalesce(buyers.{{ amount }}, 0) end
                as decimal(18, 2)
            ) as {{ amount }},
        {% endfor %}
        cast(
            case
                when {{ has_payments }} then coalesce(payers.due_invoices_12m_count, 0)
            end as bigint
        ) as due_invoices_12m_count,
        payers.late_invoice_share,
        payers.days_late_value,
        payers.days_late_recent_value,
        payers.days_late_trend_value,
        round(
            cast(
                case
                    when {{ has_payments }} then coalesce(payers.payer_open_amount, 0)
                end as double
            ) / nullif(cast(payer_attributes.credit_limit_amount as double), 0),
            9
        ) as credit_use_value,
        round(
            cast(account_periods.disputed_12m_count as double)
            / nullif(account_periods.dispute_known_12m_count, 0),
            9
        ) as disputed_share,
        attributes.bill_to_account_key <> attributes.account_key
            as is_payment_inherited,
        attributes.is_on_hold
    from attributes
    left join {{ ref('features_account_periods') }} as account_periods
        on
            attributes.as_of_date = account_periods.as_of_date
            and attributes.account_key = account_periods.account_key
    left join attributes as payer_attributes
        on
            attributes.as_of_date = payer_attributes.as_of_date
            and attributes.bill_to_account_key = payer_attributes.account_key
    left join paid_dates on attributes.as_of_date = paid_dates.as_of_date
    left join {{ ref('features_payers') }} as payers
        on
            paid_dates.as_of_date = payers.as_of_date
            and attributes.bill_to_account_key = payers.bill_to_account_key
    left join buyers
        on
            attributes.as_of_date = buyers.as_of_date
            and attributes.account_key = buyers.account_key

)

select * from finances
