{%- set typed_permissions = ref('control_contact_permissions_typed') -%}
{#- What one person granted holds for no one else; an objection needs no person. -#}
{%- set needs_contact = (
    "typed.contact_id is not null and contacts.own_contact_id is null"
    ~ " and (typed.account_id is null or typed.permission = 'granted')"
) -%}

with

accounts as (

    select *
    from {{ ref('control_account_references') }}
    where is_earliest

),

contacts as (

    select * from {{ ref('control_contact_references') }}

),

linked as (

    select
        typed.*,
        concat_ws(
            ' ',
            'account ' || case
                when contacts.own_contact_id is null
                    then coalesce(accounts.own_account_id, typed.account_id)
            end,
            'contact ' || typed.contact_id
        ) as permission_owner
    from {{ typed_permissions }} as typed
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id
    left join contacts on typed.contact_id = contacts.contact_id

),

later_copies as (

    {{ later_copies(
        'linked',
        key=['permission_owner', 'channel', 'recorded_at'],
        columns=entity_columns('contact_permissions'),
        event="case when typed.permission = 'objected' then 0 else 1 end",
    ) }}

),

judged as (

    select
        typed.account_id,
        typed.contact_id,
        contacts.own_contact_id as known_contact_id,
        typed.channel,
        typed.permission,
        typed.legal_basis,
        {{ dropped_references({
            'contact_id': 'contacts.own_contact_id',
            'account_id': 'accounts.account_key',
        }) }},
        typed.source_file,
        accounts.match_route,
        coalesce(contacts.account_key, accounts.account_key) as account_key,
        typed.source_row_number,
        cast(coalesce(typed.known_at, typed.recorded_at) as date) as known_date,
        typed.recorded_at,
        typed.known_at,
        {{ link_corrections([account_zeros()]) }},
        {{ judge_links(
            key='recorded_at',
            breaches=[
                ('unknown_account', 'account_id',
                 'contacts.own_contact_id is null and accounts.account_id is null'
                 ~ ' and typed.account_id is not null'),
                ('unknown_contact', 'contact_id',
                 needs_contact ~ ' and contacts.contact_id is null'),
                ('parent_refused', 'account_id',
                 'contacts.own_contact_id is null and accounts.account_key is null'
                 ~ ' and accounts.account_id is not null'),
                ('parent_refused', 'contact_id',
                 needs_contact ~ ' and contacts.contact_id is not null'),
                ('future_date', 'recorded_at',
                 "typed.permission = 'granted'"
                 ~ ' and cast(typed.recorded_at as date) > run_dates.last_fact_date'),
            ],
        ) }}
    from linked as typed
    cross join {{ ref('control_run_dates') }} as run_dates
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id
    left join contacts on typed.contact_id = contacts.contact_id
    {{ join_later_copies() }}

)

select * from judged
