{#- How many lost accounts are shown: the largest ones. -#}
{%- set account_count = 20 -%}

with

deliveries as (

    select
        *,
        max(delivery_number) over () - delivery_number as deliveries_ago
    from {{ ref('control_delivery_totals') }}

),

accounts as (

    select distinct account_id from {{ ref('control_accounts_judged') }}

),

gone_accounts as (

    select
        deliveries.account_id,
        deliveries.total_amount,
        deliveries.delivery_date,
        row_number() over (
            order by
                deliveries.total_amount desc nulls last,
                deliveries.account_id asc nulls last
        ) as gone_rank
    from deliveries
    left join accounts on deliveries.account_id = accounts.account_id
    where
        deliveries.deliveries_ago = 1
        and deliveries.account_id is not null
        and accounts.account_id is null

),

compared_gone_accounts as (

    select
        'accounts_gone_since_last_time' as comparison,
        account_id,
        total_amount as left_amount,
        cast(0 as decimal(18, 2)) as right_amount,
        delivery_date as period_date
    from gone_accounts
    where gone_rank <= {{ account_count }}

)

select * from compared_gone_accounts
