{%- set typed_keywords = ref('control_search_keywords_typed') -%}

with

run_dates as (

    select last_fact_date from {{ ref('control_run_dates') }}

),

later_copies as (

    {{ later_copies(
        typed_keywords,
        key=['keyword', 'measured_date'],
        columns=entity_columns('search_keywords'),
        event='typed.measured_date',
    ) }}

),

judged as (

    select
        typed.keyword,
        typed.source_file,
        typed.impressions,
        typed.clicks,
        typed.position,
        typed.source_row_number,
        typed.measured_date,
        coalesce(cast(typed.known_at as date), typed.measured_date) as known_date,
        typed.known_at,
        typed.corrections,
        {{ judge_links(
            key='keyword',
            event='measured_date',
        ) }}
    from {{ typed_keywords }} as typed
    cross join run_dates
    {{ join_later_copies() }}

)

select * from judged
