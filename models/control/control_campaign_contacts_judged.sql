{%- set typed_contacts = ref('control_campaign_contacts_typed') -%}

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

campaigns as (

    select
        campaign_id,
        max(case when rule_ids = '' then campaign_id end) as campaign_key
    from {{ ref('control_campaigns_judged') }}
    where campaign_id is not null
    group by campaign_id

),

linked as (

    select
        typed.*,
        coalesce(accounts.own_account_id, typed.account_id) as own_account_id
    from {{ typed_contacts }} as typed
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id

),

later_copies as (

    {{ later_copies(
        'linked',
        key=['own_account_id', 'campaign_id', 'contact_id', 'contacted_at'],
        columns=entity_columns('campaign_contacts'),
        event='typed.contacted_at',
    ) }}

),

judged as (

    select
        typed.campaign_id,
        typed.account_id,
        typed.contact_id,
        contacts.own_contact_id as known_contact_id,
        typed.arm,
        {{ dropped_references({'contact_id': 'contacts.own_contact_id'}) }},
        typed.source_file,
        accounts.match_route,
        accounts.account_key,
        typed.response_amount,
        typed.source_row_number,
        cast(coalesce(typed.known_at, typed.contacted_at) as date) as known_date,
        typed.contacted_at,
        typed.responded_at,
        typed.known_at,
        {{ link_corrections([account_zeros()]) }},
        {{ judge_links(
            key='contacted_at',
            parents={'campaign_id': 'campaign', 'account_id': 'account'},
            event='contacted_at',
        ) }}
    from linked as typed
    cross join run_dates
    left join campaigns on typed.campaign_id = campaigns.campaign_id
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id
    left join contacts on typed.contact_id = contacts.contact_id
    {{ join_later_copies() }}

)

select * from judged
