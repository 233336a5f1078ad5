with

sources as (

    select * from {{ ref('criterion_sources') }}

),

records as (

    select * from {{ ref('maturity_entity_records') }}

),

matched as (

    select
        sources.criterion_id,
        sources.entity,
        sources.entity || ' (' || sources.column_names || ')' as source_text,
        coalesce(records.record_count, 0) as record_count,
        coalesce(records.matched_record_count, 0) as matched_record_count,
        records.as_of_date,
        records.first_record_date,
        records.last_record_date
    from sources
    left join records on sources.entity = records.entity

),

together as (

    select
        criterion_id,
        {{ dbt.listagg(
            "case when record_count = 0 then source_text end", "'; '", 'order by entity'
        ) }} as missing_sources,
        cast(sum(record_count) as bigint) as record_count,
        cast(sum(matched_record_count) as double) as matched_record_count,
        max(as_of_date) as as_of_date,
        min(first_record_date) as first_record_date,
        max(last_record_date) as last_record_date
    from matched
    group by criterion_id

),

spans as (

    select
        *,
        {{ dbt.datediff(
            'first_record_date', 'as_of_date', 'day'
        ) }} as history_days,
        {{ dbt.datediff(
            'last_record_date', 'as_of_date', 'day'
        ) }} as silent_days
    from together

),

criterion_records as (

    select
        criterion_id,
        missing_sources,
        record_count,
        round(matched_record_count / nullif(cast(record_count as double), 0), 9)
            as match_share,
        cast(silent_days as int) as days_since_last_record,
        cast(floor(history_days / 30.4375) as int) as history_months_number
    from spans

)

select * from criterion_records
