with

run as (

    select as_of_date from {{ ref('segments_run') }}

),

given as (

    select
        computed.*,
        row_number() over (
            partition by computed.segment_id
            order by computed.since_date desc nulls last
        ) as name_order
    from {{ ref('segment_names_computed') }} as computed
    inner join run on computed.since_date <= run.as_of_date

),

named as (

    select
        segment_id,
        segment_name_nl,
        segment_name_en,
        action_nl,
        action_en,
        since_date
    from given
    where name_order = 1

)

select * from named
