{%- set typed_needs = ref('control_stated_needs_typed') -%}

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
        typed_needs,
        key=['need_id'],
        columns=entity_columns('stated_needs'),
        event='typed.recorded_at',
    ) }}

),

judged as (

    select
        typed.need_id,
        typed.source,
        typed.description,
        typed.product_category,
        typed.source_file,
        accounts.match_route,
        accounts.account_key,
        typed.source_row_number,
        cast(coalesce(typed.known_at, typed.recorded_at) as date) as known_date,
        typed.recorded_at,
        typed.known_at,
        {{ link_corrections([account_zeros()]) }},
        {{ judge_links(
            key='need_id',
            parents={'account_id': 'account'},
            event='recorded_at',
        ) }}
    from {{ typed_needs }} as typed
    cross join run_dates
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id
    {{ join_later_copies() }}

)

select * from judged
