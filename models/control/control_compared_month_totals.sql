{%- set possible_date -%}
case
    when fact_date between cast('1600-01-01' as date) and cast('9999-12-30' as date)
        then fact_date
end
{%- endset -%}

with

invoice_facts as (

    select
        invoice_date as fact_date,
        valid_net_amount as delivered_net_amount,
        valid_net_amount,
        valid_tax_amount as delivered_tax_amount,
        valid_tax_amount,
        1 as delivered_invoice_count,
        1 as valid_invoice_count
    from {{ ref('control_compared_invoices') }}
    union all
    select
        invoice_date as fact_date,
        net_amount as delivered_net_amount,
        0 as valid_net_amount,
        tax_amount as delivered_tax_amount,
        0 as valid_tax_amount,
        0 as delivered_invoice_count,
        0 as valid_invoice_count
    from {{ ref('control_compared_refused_lines') }}
    union all
    select
        invoice_date as fact_date,
        0 as delivered_net_amount,
        0 as valid_net_amount,
        0 as delivered_tax_amount,
        0 as valid_tax_amount,
        1 as delivered_invoice_count,
        0 as valid_invoice_count
    from {{ ref('control_invoices_judged') }}
    where rule_ids <> ''

),

{# Dates that no company has are no month of it. #}
invoice_months as (

    select
        {{ month_of(possible_date) }} as period_date,
        sum(delivered_net_amount) as delivered_net_amount,
        sum(valid_net_amount) as valid_net_amount,
        sum(delivered_tax_amount) as delivered_tax_amount,
        sum(valid_tax_amount) as valid_tax_amount,
        sum(delivered_invoice_count) as delivered_invoice_count,
        sum(valid_invoice_count) as valid_invoice_count
    from invoice_facts
    group by {{ month_of(possible_date) }}

),

compared_month_totals as (

    select
        cast(delivered_invoice_count as bigint) as delivered_invoice_count,
        cast(valid_invoice_count as bigint) as valid_invoice_count,
        cast(coalesce(delivered_net_amount, 0) as decimal(18, 2))
            as delivered_net_amount,
        cast(coalesce(valid_net_amount, 0) as decimal(18, 2)) as valid_net_amount,
        cast(coalesce(delivered_tax_amount, 0) as decimal(18, 2))
            as delivered_tax_amount,
        cast(coalesce(valid_tax_amount, 0) as decimal(18, 2)) as valid_tax_amount,
        period_date
    from invoice_months

)

select * from compared_month_totals
