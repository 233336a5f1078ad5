{%- set typed_contacts = ref('control_contacts_typed') -%}

with

repairs as (

    {{ text_repairs('contacts', repaired_letters()['contacts']) }}

),

accounts as (

    select *
    from {{ ref('control_account_references') }}
    where is_earliest

),

later_copies as (

    {{ later_copies(
        typed_contacts,
        key=['contact_id'],
        columns=entity_columns('contacts'),
        event='typed.contact_id',
    ) }}

),

judged as (

    select
        typed.contact_id,
        {{ repaired('full_name') }},
        {{ repaired('job_title') }},
        typed.buying_role,
        typed.email,
        typed.phone,
        typed.source_file,
        accounts.match_route,
        accounts.account_key,
        typed.source_row_number,
        typed.is_primary,
        {{ link_corrections([account_zeros()]) }},
        {{ judge_links(
            key='contact_id',
            parents={'account_id': 'account'},
        ) }}
    from {{ typed_contacts }} as typed
    left join accounts on typed.account_id = accounts.account_id
    left join repairs
        on
            typed.source_file = repairs.source_file
            and typed.source_row_number = repairs.source_row_number
    {{ join_later_copies() }}

)

select * from judged
