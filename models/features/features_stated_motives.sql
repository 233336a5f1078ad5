with

motives as (

    select
        as_of_date,
        account_key,
        need_id,
        count(*) as statement_count,
        max(text_date) as last_stated_date
    from {{ ref('features_dated_statements') }}
    where kind = 'motive'
    group by as_of_date, account_key, need_id

),

ranked_motives as (

    select
        *,
        row_number() over (
            partition by as_of_date, account_key
            order by
                last_stated_date desc nulls last,
                statement_count desc nulls last,
                need_id asc nulls last
        ) as motive_rank
    from motives

),

stated_motives as (

    select
        as_of_date,
        account_key,
        need_id as stated_motive
    from ranked_motives
    where motive_rank = 1

)

select * from stated_motives
