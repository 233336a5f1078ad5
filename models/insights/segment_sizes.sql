with

accounts as (

    select * from {{ ref('accounts') }}

),

timeline as (

    select * from {{ ref('segments_timeline') }}

),

members as (

    select
        account_id,
        segment_id
    from {{ ref('account_segments') }}
    union all
    select
        account_id,
        'ALL' as segment_id
    from {{ ref('account_segments') }}

),

sums as (

    select
        members.segment_id,
        count(*) as account_count,
        sum(accounts.revenue_12m_amount) as revenue_12m_amount,
        sum(accounts.margin_12m_amount) as margin_12m_amount,
        accounts.as_of_date
    from members
    inner join accounts on members.account_id = accounts.account_id
    group by members.segment_id, accounts.as_of_date

),

previous_date as (

    select max(timeline.as_of_date) as previous_date
    from timeline
    inner join sums
        on
            timeline.as_of_date < sums.as_of_date
            and sums.segment_id = 'ALL'

),

previous_members as (

    select timeline.segment_id
    from timeline
    inner join previous_date on timeline.as_of_date = previous_date.previous_date
    union all
    select 'ALL' as segment_id
    from timeline
    inner join previous_date on timeline.as_of_date = previous_date.previous_date

),

previous_counts as (

    select
        segment_id,
        count(*) as account_count
    from previous_members
    group by segment_id

),

segment_sizes as (

    select
        sums.segment_id,
        cast(sums.account_count as bigint) as account_count,
        case
            when previous_date.previous_date is not null
                then cast(coalesce(previous_counts.account_count, 0) as bigint)
        end as previous_account_count,
        cast(sums.revenue_12m_amount as decimal(18, 2)) as revenue_12m_amount,
        cast(sums.margin_12m_amount as decimal(18, 2)) as margin_12m_amount,
        sums.as_of_date
    from sums
    cross join previous_date
    left join previous_counts on sums.segment_id = previous_counts.segment_id

)

select * from segment_sizes
