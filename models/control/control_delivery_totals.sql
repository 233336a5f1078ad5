-- Append-only: a delivery that differs from the one before is kept for comparison.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    full_refresh=false,
) }}

with

totals as (

    select * from {{ ref('control_compared_delivery') }}

),

run_dates as (

    select delivery_date from {{ ref('control_run_dates') }}

),

last_delivery as (

    {% if is_incremental() %}
        select kept.*
        from {{ this }} as kept
        where
            kept.delivery_number
            = (select max(newest.delivery_number) from {{ this }} as newest)
    {% else %}
        select
            *,
            0 as delivery_number
        from totals
        where false
    {% endif %}
),

last_number as (

    select coalesce(max(delivery_number), 0) as delivery_number from last_delivery

),

{# What an account brought may change with a rule; what was delivered does not. #}
changes as (

    select count(*) as change_count
    from totals
    left join last_delivery
        on
            totals.total_name = last_delivery.total_name
            and coalesce(totals.entity, '') = coalesce(last_delivery.entity, '')
            and coalesce(totals.period_date, cast('0001-01-01' as date))
            = coalesce(last_delivery.period_date, cast('0001-01-01' as date))
    where
        totals.account_id is null
        and (
            last_delivery.total_name is null
            or coalesce(totals.row_count, 0) <> coalesce(last_delivery.row_count, 0)
            or coalesce(totals.total_amount, 0)
            <> coalesce(last_delivery.total_amount, 0)
        )

),

delivery_totals as (

    select
        '{{ invocation_id }}' as run_id,
        totals.total_name,
        totals.entity,
        totals.account_id,
        cast(last_number.delivery_number + 1 as int) as delivery_number,
        totals.row_count,
        totals.total_amount,
        totals.period_date,
        run_dates.delivery_date
    from totals
    cross join run_dates
    cross join last_number
    cross join changes
    where changes.change_count > 0

)

select * from delivery_totals
