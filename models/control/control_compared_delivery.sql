{#- So many of the largest accounts are remembered, to see them go. -#}
{%- set account_count = 100 -%}

with

ranked_accounts as (

    select
        account_id,
        year_revenue_amount,
        row_number() over (
            order by
                year_revenue_amount desc nulls last,
                account_id asc nulls last
        ) as revenue_rank
    from {{ ref('control_compared_accounts') }}
    where account_key is not null and year_revenue_amount > 0

),

compared_delivery as (

    select
        'delivered_rows' as total_name,
        entity,
        cast(null as string) as account_id,
        input_count as row_count,
        cast(null as decimal(18, 2)) as total_amount,
        cast(null as date) as period_date
    from {{ ref('control_delivered_counts') }}
    union all
    select
        comparison as total_name,
        cast(null as string) as entity,
        cast(null as string) as account_id,
        left_count as row_count,
        left_amount as total_amount,
        period_date
    from {{ ref('control_compared_months') }}
    union all
    select
        'largest_accounts' as total_name,
        cast(null as string) as entity,
        account_id,
        cast(null as bigint) as row_count,
        year_revenue_amount as total_amount,
        cast(null as date) as period_date
    from ranked_accounts
    where revenue_rank <= {{ account_count }}

)

select * from compared_delivery
