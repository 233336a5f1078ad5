with

accounts as (

    select * from {{ ref('accounts') }}

),

account_segments as (

    select * from {{ ref('account_segments') }}

),

substantial as (

    select threshold_value
    from {{ ref('rules_scorecard_thresholds') }}
    where test_id = 'substantial' and metric_name = 'account_count'

),

totals as (

    select
        count(*) as total_count,
        sum(revenue_12m_amount) as total_amount
    from accounts

),

summed_segments as (

    select
        account_segments.segment_id,
        account_segments.segmentation_id,
        account_segments.segment_name_nl,
        account_segments.segment_name_en,
        account_segments.action_nl,
        account_segments.action_en,
        accounts.as_of_date,
        count(*) as account_count,
        sum(accounts.revenue_12m_amount) as revenue_12m_amount,
        sum(accounts.margin_12m_amount) as margin_12m_amount
    from account_segments
    inner join accounts on account_segments.account_id = accounts.account_id
    group by
        account_segments.segment_id,
        account_segments.segmentation_id,
        account_segments.segment_name_nl,
        account_segments.segment_name_en,
        account_segments.action_nl,
        account_segments.action_en,
        accounts.as_of_date

),

segment_profiles as (

    select
        summed_segments.segment_id,
        summed_segments.segmentation_id,
        cast(null as string) as medoid_account_id,
        summed_segments.segment_name_nl,
        summed_segments.segment_name_en,
        cast(null as string) as one_liner_nl,
        cast(null as string) as one_liner_en,
        cast(null as string) as fact_name,
        summed_segments.action_nl,
        summed_segments.action_en,
        cast(summed_segments.account_count as bigint) as account_count,
        cast(null as bigint) as previous_account_count,
        round(
            cast(summed_segments.account_count as double)
            / nullif(totals.total_count, 0),
            9
        ) as account_share,
        cast(summed_segments.revenue_12m_amount as decimal(18, 2))
            as revenue_12m_amount,
        cast(summed_segments.margin_12m_amount as decimal(18, 2)) as margin_12m_amount,
        round(
            cast(summed_segments.revenue_12m_amount as double)
            / nullif(cast(totals.total_amount as double), 0),
            9
        ) as revenue_share,
        cast(null as double) as fact_value,
        cast(null as double) as fact_index,
        summed_segments.account_count < substantial.threshold_value as is_small,
        summed_segments.as_of_date
    from summed_segments
    cross join totals
    cross join substantial

)

select * from segment_profiles
