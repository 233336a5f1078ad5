with

moves as (

    select * from {{ ref('segments_moves') }}

),

known_accounts as (

    select * from {{ ref('input_known_accounts') }}

),

named_moves as (

    select
        coalesce(moves.opening_segment_id, 'NEW') as from_segment_id,
        case
            when moves.closing_segment_id is not null then moves.closing_segment_id
            when known_accounts.is_delivered then 'LOST'
            else 'ERASED'
        end as to_segment_id,
        coalesce(moves.opening_amount, 0) as opening_revenue_amount,
        coalesce(moves.closing_amount, 0) as closing_revenue_amount,
        moves.from_date,
        moves.to_date
    from moves
    left join known_accounts on moves.account_key = known_accounts.account_key

),

segment_migrations as (

    select
        from_segment_id,
        to_segment_id,
        count(*) as account_count,
        cast(sum(opening_revenue_amount) as decimal(18, 2)) as opening_revenue_amount,
        cast(sum(closing_revenue_amount) as decimal(18, 2)) as closing_revenue_amount,
        from_date,
        to_date
    from named_moves
    group by from_segment_id, to_segment_id, from_date, to_date

)

select * from segment_migrations
