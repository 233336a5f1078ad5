{#- How many ids are shown as examples: enough to look up, few enough to read. -#}
{%- set example_count = 5 -%}

with

orphans as (

    select
        comparison,
        sum(row_count) as orphan_count,
        count(distinct account_key) as account_count,
        sum(orphan_amount) as amount
    from {{ ref('control_compared_orphan_ids') }}
    group by comparison

),

numbered_ids as (

    select
        comparison,
        orphan_id,
        row_number() over (
            partition by comparison order by orphan_id asc nulls last
        ) as id_number
    from {{ ref('control_compared_orphan_ids') }}
    where orphan_id not like '%@%'

),

examples as (

    select
        comparison,
        {{ dbt.listagg('orphan_id', "', '", 'order by orphan_id') }} as examples
    from numbered_ids
    where id_number <= {{ example_count }}
    group by comparison

),

line_amounts as (

    select sum(delivered_net_amount) as net_amount
    from {{ ref('control_compared_month_totals') }}

),

delivered as (

    select
        'invoices_without_lines' as comparison,
        count(*) as row_count,
        cast(null as decimal(18, 2)) as amount
    from {{ ref('control_compared_invoices') }}
    union all
    select
        'lines_without_invoice' as comparison,
        counts.input_count as row_count,
        line_amounts.net_amount as amount
    from {{ ref('control_counts') }} as counts
    cross join line_amounts
    where counts.entity = 'invoice_lines'
    union all
    select
        'payments_without_invoice' as comparison,
        count(*) as row_count,
        sum(case when rule_ids not like '%out_of_range%' then amount end) as amount
    from {{ ref('control_payments_judged') }}

),

compared_orphans as (

    select
        delivered.comparison,
        examples.examples,
        cast(delivered.amount as decimal(18, 2)) as left_amount,
        cast(delivered.amount - coalesce(orphans.amount, 0) as decimal(18, 2))
            as right_amount,
        delivered.row_count as left_count,
        cast(delivered.row_count - coalesce(orphans.orphan_count, 0) as bigint)
            as right_count,
        case
            when delivered.comparison <> 'lines_without_invoice'
                then coalesce(orphans.account_count, 0)
        end as account_count
    from delivered
    left join orphans on delivered.comparison = orphans.comparison
    left join examples on delivered.comparison = examples.comparison
    where delivered.row_count > 0

)

select * from compared_orphans
