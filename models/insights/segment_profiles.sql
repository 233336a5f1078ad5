with

sizes as (

    select * from {{ ref('segment_sizes') }}

),

segments as (

    select distinct
        segment_id,
        segmentation_id,
        segment_name_nl,
        segment_name_en,
        action_nl,
        action_en
    from {{ ref('account_segments') }}
    union all
    select
        'ALL' as segment_id,
        max(segmentation_id) as segmentation_id,
        'Alle accounts' as segment_name_nl,
        'All accounts' as segment_name_en,
        cast(null as string) as action_nl,
        cast(null as string) as action_en
    from {{ ref('account_segments') }}

),

totals as (

    select
        sizes.account_count as total_count,
        sizes.revenue_12m_amount as total_amount,
        thresholds.threshold_value as least_count
    from sizes
    inner join {{ ref('rules_scorecard_thresholds') }} as thresholds
        on
            thresholds.test_id = 'substantial'
            and thresholds.metric_name = 'account_count'
    where sizes.segment_id = 'ALL'

),

segment_profiles as (

    select
        sizes.segment_id,
        segments.segmentation_id,
        medoids.medoid_account_id,
        segments.segment_name_nl,
        segments.segment_name_en,
        cast(null as string) as one_liner_nl,
        cast(null as string) as one_liner_en,
        facts.fact_name,
        needs.need_id,
        needs.need_name_nl,
        needs.need_name_en,
        needs.proposition_nl,
        needs.proposition_en,
        segments.action_nl,
        segments.action_en,
        approvals.approval_nl,
        approvals.approval_en,
        sizes.account_count,
        sizes.previous_account_count,
        round(
            cast(sizes.account_count as double) / nullif(totals.total_count, 0), 9
        ) as account_share,
        sizes.revenue_12m_amount,
        sizes.margin_12m_amount,
        round(
            cast(sizes.revenue_12m_amount as double)
            / nullif(cast(totals.total_amount as double), 0),
            9
        ) as revenue_share,
        facts.fact_value,
        facts.fact_index,
        needs.need_share,
        needs.need_index,
        sizes.account_count < totals.least_count as is_small,
        approvals.is_approved,
        sizes.as_of_date
    from sizes
    inner join segments on sizes.segment_id = segments.segment_id
    left join {{ ref('segment_facts_computed') }} as facts
        on sizes.segment_id = facts.segment_id
    left join {{ ref('segment_medoids_computed') }} as medoids
        on sizes.segment_id = medoids.segment_id
    left join {{ ref('segment_approvals_computed') }} as approvals
        on sizes.segment_id = approvals.segment_id
    left join {{ ref('segments_clearest_needs') }} as needs
        on sizes.segment_id = needs.segment_id
    cross join totals

)

select * from segment_profiles
