{%- set typed_leads = ref('control_leads_typed') -%}

with

run_dates as (

    select last_fact_date from {{ ref('control_run_dates') }}

),

accounts as (

    select *
    from {{ ref('control_account_references') }}
    where is_earliest

),

prospects as (

    select prospect_id
    from {{ ref('control_prospects_judged') }}
    where rule_ids = ''

),

campaigns as (

    select campaign_id
    from {{ ref('control_campaigns_judged') }}
    where rule_ids = ''

),

later_copies as (

    {{ later_copies(
        typed_leads,
        key=['lead_id'],
        columns=entity_columns('leads'),
        event='typed.created_at',
    ) }}

),

judged as (

    select
        typed.lead_id,
        prospects.prospect_id,
        campaigns.campaign_id,
        typed.source,
        typed.outcome,
        typed.lost_reason,
        {{ dropped_references({
            'prospect_id': 'prospects.prospect_id',
            'campaign_id': 'campaigns.campaign_id',
        }) }},
        typed.source_file,
        accounts.match_route,
        accounts.account_key,
        typed.quoted_amount,
        typed.source_row_number,
        cast(coalesce(typed.known_at, typed.created_at) as date) as known_date,
        typed.created_at,
        typed.outcome_at,
        typed.known_at,
        {{ link_corrections([account_zeros()]) }},
        {{ judge_links(
            key='lead_id',
            parents={'account_id': 'account'},
            event='created_at',
        ) }}
    from {{ typed_leads }} as typed
    cross join run_dates
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id
    left join prospects on typed.prospect_id = prospects.prospect_id
    left join campaigns on typed.campaign_id = campaigns.campaign_id
    {{ join_later_copies() }}

)

select * from judged
