{%- set entities = control_entities() -%}

with

delivered_counts as (

    select * from {{ ref('control_delivered_counts') }}

),

thresholds as (

    select * from {{ ref('rules_control_thresholds') }}

),

judged_counts as (

    {% for entity in entities %}
        select
            '{{ entity }}' as entity,
            sum(case when rule_ids = '' then 1 else 0 end) as valid_count,
            sum(case when rule_ids = 'exact_duplicate_row' then 1 else 0 end)
                as removed_count,
            sum(case when rule_ids not in ('', 'exact_duplicate_row') then 1 else 0 end)
                as quarantined_count
        from {{ ref('control_' ~ entity ~ '_judged') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

root_cause_counts as (

    select
        entity,
        count(*) as root_cause_count
    from {{ ref('control_refused_rows') }}
    where is_root_cause
    group by entity

),

counts as (

    select
        delivered_counts.entity,
        cast(delivered_counts.input_count as bigint) as input_count,
        cast(coalesce(judged_counts.valid_count, 0) as bigint) as valid_count,
        cast(coalesce(judged_counts.removed_count, 0) as bigint) as removed_count,
        cast(coalesce(judged_counts.quarantined_count, 0) as bigint)
            as quarantined_count,
        cast(
            coalesce(
                judged_counts.valid_count
                + judged_counts.removed_count
                + judged_counts.quarantined_count,
                0
            ) as bigint
        ) as accounted_count,
        cast(coalesce(root_cause_counts.root_cause_count, 0) as bigint)
            as root_cause_count,
        round(
            coalesce(
                cast(root_cause_counts.root_cause_count as double)
                / nullif(delivered_counts.input_count, 0),
                0
            ),
            9
        ) as root_cause_share,
        coalesce(thresholds.max_quarantined_share, 0) as max_quarantined_share
    from delivered_counts
    left join judged_counts on delivered_counts.entity = judged_counts.entity
    left join root_cause_counts on delivered_counts.entity = root_cause_counts.entity
    left join thresholds on delivered_counts.entity = thresholds.entity

)

select * from counts
