with

typed as (

    select * from {{ ref('control_survey_responses_typed') }}

),

run_dates as (

    select last_fact_date from {{ ref('control_run_dates') }}

),

accounts as (

    select *
    from {{ ref('control_account_references') }}
    where is_earliest

),

later_copies as (

    {{ later_copies(key=['response_id'], event='typed.responded_at') }}

),

judged as (

    select
        typed.response_id,
        typed.contact_id,
        typed.comment,
        typed.source_file,
        accounts.account_key,
        typed.nps_score,
        typed.satisfaction_score,
        typed.source_row_number,
        typed.responded_at,
        {{ judge_links(
            key='response_id',
            parents={'account_id': 'account'},
            event='responded_at',
        ) }}
    from typed
    cross join run_dates
    left join accounts on typed.account_id = accounts.account_id
    {{ join_later_copies() }}

)

select * from judged
