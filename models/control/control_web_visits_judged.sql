{%- set typed_visits = ref('control_web_visits_typed') -%}

with

run_dates as (

    select last_fact_date from {{ ref('control_run_dates') }}

),

accounts as (

    select *
    from {{ ref('control_account_references') }}
    where is_earliest

),

later_copies as (

    {{ later_copies(
        typed_visits,
        key=['visit_id'],
        columns=entity_columns('web_visits'),
        event='typed.visited_at',
    ) }}

),

judged as (

    select
        typed.visit_id,
        typed.visitor_domain,
        typed.keyword,
        typed.landing_page,
        typed.traffic_source,
        typed.source_file,
        accounts.match_route,
        accounts.account_key,
        typed.source_row_number,
        cast(coalesce(typed.known_at, typed.visited_at) as date) as known_date,
        typed.visited_at,
        typed.known_at,
        {{ link_corrections([account_zeros()]) }},
        {{ judge_links(
            key='visit_id',
            parents={'account_id': 'account'},
            event='visited_at',
        ) }}
    from {{ typed_visits }} as typed
    cross join run_dates
    left join accounts
        on
            coalesce(
                {{ account_alias('typed.account_id') }},
                regexp_extract(typed.visitor_domain, '^(www[.])?(.*)$', 2)
            ) = accounts.account_id
    {{ join_later_copies() }}

)

select * from judged
