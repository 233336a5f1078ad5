{#- A customer is large among the first 20, and with a thousandth of all revenue. -#}
{%- set top_count = 20 -%}
{%- set least_share = 0.001 -%}

with

ranked as (

    select
        account_id,
        account_key,
        year_revenue_amount + year_refused_amount as revenue_amount,
        sum(year_revenue_amount + year_refused_amount) over () as all_revenue_amount,
        row_number() over (
            order by
                year_revenue_amount + year_refused_amount desc nulls last,
                account_id asc nulls last
        ) as revenue_rank,
        first_due_date
    from {{ ref('control_compared_accounts') }}

),

compared_large_accounts as (

    select
        account_id,
        account_key,
        cast(revenue_amount as decimal(18, 2)) as revenue_amount,
        first_due_date
    from ranked
    where
        revenue_rank <= {{ top_count }}
        and revenue_amount > 0
        and revenue_amount >= {{ least_share }} * all_revenue_amount

)

select * from compared_large_accounts
