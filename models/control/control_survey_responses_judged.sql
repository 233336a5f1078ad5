{%- set typed_responses = ref('control_survey_responses_typed') -%}

with

repairs as (

    {{ text_repairs('survey_responses', repaired_letters()['survey_responses']) }}

),

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
        typed_responses,
        key=['response_id'],
        columns=entity_columns('survey_responses'),
        event='typed.responded_at',
    ) }}

),

judged as (

    select
        typed.response_id,
        contacts.own_contact_id as contact_id,
        {{ repaired('comment') }},
        {{ dropped_references({'contact_id': 'contacts.own_contact_id'}) }},
        typed.source_file,
        accounts.match_route,
        accounts.account_key,
        typed.nps_score,
        typed.satisfaction_score,
        typed.source_row_number,
        coalesce(cast(typed.known_at as date), cast(typed.responded_at as date))
            as known_date,
        typed.responded_at,
        {{ link_corrections([account_zeros()]) }},
        {{ judge_links(
            key='response_id',
            parents={'account_id': 'account'},
            event='responded_at',
        ) }}
    from {{ typed_responses }} as typed
    cross join run_dates
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id
    left join repairs
        on
            typed.source_file = repairs.source_file
            and typed.source_row_number = repairs.source_row_number
    left join contacts on typed.contact_id = contacts.contact_id
    {{ join_later_copies() }}

)

select * from judged
