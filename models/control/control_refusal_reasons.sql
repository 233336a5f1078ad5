with

refused as (

    select
        entity,
        split_part(rule_ids, ',', 1) as first_rule_id,
        column_name,
        net_amount
    from {{ ref('control_quarantine') }}

),

counted as (

    select
        entity,
        first_rule_id,
        column_name,
        count(*) as row_count,
        cast(sum(net_amount) as decimal(18, 2)) as net_amount
    from refused
    group by entity, first_rule_id, column_name

),

ranked as (

    select
        entity,
        first_rule_id,
        column_name,
        cast(row_count as bigint) as row_count,
        cast(
            row_number() over (
                partition by entity
                order by
                    (first_rule_id = 'parent_refused') asc nulls last,
                    row_count desc nulls last,
                    first_rule_id asc nulls last,
                    column_name asc nulls last
            ) as int
        ) as reason_rank,
        net_amount
    from counted

)

select * from ranked
