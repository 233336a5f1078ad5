with

history as (

    select * from {{ ref('account_segment_history') }}

),

migrations as (

    select * from {{ ref('segment_migrations') }}
    where from_segment_id <> 'NEW' and to_segment_id <> 'ERASED'

),

last_date as (

    select max(as_of_date) as last_date from history

),

figures as (

    select
        history.segment_id,
        -1 as account_count,
        -history.revenue_12m_amount as revenue_amount,
        history.as_of_date as from_date
    from history
    inner join last_date on history.as_of_date < last_date.last_date
    union all
    select
        from_segment_id as segment_id,
        account_count,
        opening_revenue_amount as revenue_amount,
        from_date
    from migrations

),

opening_bases as (

    select
        segment_id,
        cast(sum(revenue_amount) as decimal(18, 2)) as revenue_difference_amount,
        cast(sum(account_count) as bigint) as account_difference_count,
        from_date
    from figures
    group by segment_id, from_date

)

select * from opening_bases
