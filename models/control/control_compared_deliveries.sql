with

numbered as (

    select
        *,
        max(delivery_number) over () - delivery_number as deliveries_ago
    from {{ ref('control_delivery_totals') }}

),

last_delivery as (

    select * from numbered
    where deliveries_ago = 1

),

this_delivery as (

    select * from numbered
    where deliveries_ago = 0

),

fewer_rows as (

    select
        'rows_fewer_than_last_time' as comparison,
        last_delivery.entity,
        cast(null as decimal(18, 2)) as left_amount,
        cast(null as decimal(18, 2)) as right_amount,
        last_delivery.row_count as left_count,
        coalesce(this_delivery.row_count, 0) as right_count,
        last_delivery.delivery_date as period_date
    from last_delivery
    left join this_delivery
        on
            last_delivery.total_name = this_delivery.total_name
            and last_delivery.entity = this_delivery.entity
    where
        last_delivery.total_name = 'delivered_rows'
        and last_delivery.row_count > coalesce(this_delivery.row_count, 0)

),

{# The month in which the last delivery ended was not complete yet. #}
changed_months as (

    select
        last_delivery.total_name || '_since_last_time' as comparison,
        cast(null as string) as entity,
        last_delivery.total_amount as left_amount,
        coalesce(this_delivery.total_amount, 0) as right_amount,
        last_delivery.row_count as left_count,
        case
            when last_delivery.row_count is not null
                then coalesce(this_delivery.row_count, 0)
        end as right_count,
        last_delivery.period_date
    from last_delivery
    left join this_delivery
        on
            last_delivery.total_name = this_delivery.total_name
            and last_delivery.period_date = this_delivery.period_date
    where
        last_delivery.period_date < {{ month_of('last_delivery.delivery_date') }}
        and (
            last_delivery.total_amount is distinct from this_delivery.total_amount
            or last_delivery.row_count is distinct from this_delivery.row_count
        )

),

compared_deliveries as (

    select * from fewer_rows
    union all
    select * from changed_months

)

select * from compared_deliveries
