with

compared_invoices as (

    select * from {{ ref('control_compared_invoices') }}

),

{# The copy of a line is no money: it was removed, not refused. #}
refused_amounts as (

    select
        invoice_key,
        sum(coalesce(net_amount, 0) + coalesce(tax_amount, 0)) as refused_amount
    from {{ ref('control_compared_refused_lines') }}
    where invoice_key is not null and rule_ids <> 'exact_duplicate_row'
    group by invoice_key

),

invoice_totals as (

    select
        count(*) as invoice_count,
        sum(case
            when refused_amounts.invoice_key is null then 1 else 0
        end) as whole_count,
        sum(
            compared_invoices.valid_net_amount + compared_invoices.valid_tax_amount
        ) as valid_amount,
        sum(refused_amounts.refused_amount) as refused_amount
    from compared_invoices
    left join refused_amounts
        on compared_invoices.invoice_key = refused_amounts.invoice_key
    where
        compared_invoices.valid_line_count > 0
        or refused_amounts.invoice_key is not null

),

compared_files as (

    select
        'delivered_rows' as comparison,
        entity,
        cast(null as decimal(18, 2)) as left_amount,
        cast(null as decimal(18, 2)) as right_amount,
        input_count as left_count,
        valid_count as right_count,
        removed_count,
        quarantined_count
    from {{ ref('control_counts') }}
    where input_count > 0
    union all
    select
        'invoices_against_lines' as comparison,
        cast(null as string) as entity,
        cast(coalesce(valid_amount, 0) + coalesce(refused_amount, 0) as decimal(18, 2))
            as left_amount,
        cast(coalesce(valid_amount, 0) as decimal(18, 2)) as right_amount,
        invoice_count as left_count,
        cast(coalesce(whole_count, 0) as bigint) as right_count,
        cast(null as bigint) as removed_count,
        cast(null as bigint) as quarantined_count
    from invoice_totals

)

select * from compared_files
