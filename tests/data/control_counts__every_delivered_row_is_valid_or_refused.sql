with

counts as (

    select * from {{ ref('control_counts') }}

),

quarantined as (

    select
        entity,
        count(*) as quarantined_count
    from {{ ref('control_quarantine') }}
    group by entity

),

removed as (

    select
        entity,
        count(*) as removed_count
    from {{ ref('control_corrections') }}
    where rule_id = 'exact_duplicate_row'
    group by entity

),

differences as (

    select
        counts.entity,
        counts.input_count,
        counts.valid_count,
        coalesce(removed.removed_count, 0) as removed_count,
        coalesce(quarantined.quarantined_count, 0) as quarantined_count
    from counts
    left join removed on counts.entity = removed.entity
    left join quarantined on counts.entity = quarantined.entity
    where
        counts.input_count
        <> counts.valid_count
        + coalesce(removed.removed_count, 0)
        + coalesce(quarantined.quarantined_count, 0)

)

select * from differences
