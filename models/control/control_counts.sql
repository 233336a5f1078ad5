with

delivered_counts as (

    select * from {{ ref('control_delivered_counts') }}

),

thresholds as (

    select * from {{ ref('rules_control_thresholds') }}

),

judged_counts as (

    {% for entity in [
        'accounts', 'products', 'invoices', 'invoice_lines', 'payments', 'contacts',
        'survey_responses',
    ] %}
        select
            '{{ entity }}' as entity,
            sum(case when rule_ids = '' then 1 else 0 end) as valid_count,
            sum(case when rule_ids <> '' then 1 else 0 end) as quarantined_count,
            sum(case when rule_ids in ('', 'parent_refused') then 0 else 1 end)
                as root_cause_count
        from {{ ref('control_' ~ entity ~ '_judged') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

counts as (

    select
        delivered_counts.entity,
        cast(delivered_counts.input_count as bigint) as input_count,
        cast(coalesce(judged_counts.valid_count, 0) as bigint) as valid_count,
        cast(coalesce(judged_counts.quarantined_count, 0) as bigint)
            as quarantined_count,
        cast(
            coalesce(judged_counts.valid_count + judged_counts.quarantined_count, 0)
            as bigint
        ) as accounted_count,
        cast(coalesce(judged_counts.root_cause_count, 0) as bigint) as root_cause_count,
        round(
            coalesce(
                cast(judged_counts.root_cause_count as double)
                / nullif(delivered_counts.input_count, 0),
                0
            ),
            9
        ) as root_cause_share,
        coalesce(thresholds.max_quarantined_share, 0) as max_quarantined_share
    from delivered_counts
    left join judged_counts on delivered_counts.entity = judged_counts.entity
    left join thresholds on delivered_counts.entity = thresholds.entity

)

select * from counts
