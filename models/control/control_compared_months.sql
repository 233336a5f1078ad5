{%- set possible_date -%}
case
    when payment_date between cast('1600-01-01' as date) and cast('9999-12-30' as date)
        then payment_date
end
{%- endset -%}

with

month_totals as (

    select * from {{ ref('control_compared_month_totals') }}

),

payment_months as (

    select
        count(*) as payment_count,
        sum(case when rule_ids = '' then 1 else 0 end) as valid_payment_count,
        sum(case when rule_ids not like '%out_of_range%' then amount end)
            as paid_amount,
        sum(case when rule_ids = '' then amount end) as valid_paid_amount,
        {{ month_of(possible_date) }} as period_date
    from {{ ref('control_payments_judged') }}
    group by {{ month_of(possible_date) }}

),

compared_months as (

    select
        'monthly_net_revenue' as comparison,
        delivered_net_amount as left_amount,
        valid_net_amount as right_amount,
        cast(null as bigint) as left_count,
        cast(null as bigint) as right_count,
        period_date
    from month_totals
    union all
    select
        'monthly_tax' as comparison,
        delivered_tax_amount as left_amount,
        valid_tax_amount as right_amount,
        cast(null as bigint) as left_count,
        cast(null as bigint) as right_count,
        period_date
    from month_totals
    union all
    select
        'monthly_invoices' as comparison,
        cast(delivered_net_amount + delivered_tax_amount as decimal(18, 2))
            as left_amount,
        cast(valid_net_amount + valid_tax_amount as decimal(18, 2)) as right_amount,
        delivered_invoice_count as left_count,
        valid_invoice_count as right_count,
        period_date
    from month_totals
    union all
    select
        'monthly_payments' as comparison,
        cast(coalesce(paid_amount, 0) as decimal(18, 2)) as left_amount,
        cast(coalesce(valid_paid_amount, 0) as decimal(18, 2)) as right_amount,
        payment_count as left_count,
        cast(valid_payment_count as bigint) as right_count,
        period_date
    from payment_months

)

select * from compared_months
