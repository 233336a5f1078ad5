{%- set typed_events = ref('control_engagement_events_typed') -%}

with

run_dates as (

    select last_fact_date from {{ ref('control_run_dates') }}

),

accounts as (

    select *
    from {{ ref('control_account_references') }}
    where is_earliest

),

contacts as (

    select * from {{ ref('control_contact_references') }}

),

later_copies as (

    {{ later_copies(
        typed_events,
        key=['event_id'],
        columns=entity_columns('engagement_events'),
        event='typed.occurred_at',
    ) }}

),

judged as (

    select
        typed.event_id,
        contacts.own_contact_id as contact_id,
        typed.channel,
        typed.event_type,
        {{ dropped_references({'contact_id': 'contacts.own_contact_id'}) }},
        typed.source_file,
        accounts.match_route,
        accounts.account_key,
        typed.rating,
        typed.source_row_number,
        cast(coalesce(typed.known_at, typed.occurred_at) as date) as known_date,
        typed.occurred_at,
        typed.known_at,
        {{ link_corrections([account_zeros()]) }},
        {{ judge_links(
            key='event_id',
            parents={'account_id': 'account'},
            event='occurred_at',
        ) }}
    from {{ typed_events }} as typed
    cross join run_dates
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id
    left join contacts on typed.contact_id = contacts.contact_id
    {{ join_later_copies() }}

)

select * from judged
