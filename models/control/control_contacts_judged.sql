with

typed as (

    select * from {{ ref('control_contacts_typed') }}

),

accounts as (

    select *
    from {{ ref('control_account_references') }}
    where is_earliest

),

later_copies as (

    {{ later_copies(key=['contact_id'], event='typed.contact_id') }}

),

judged as (

    select
        typed.contact_id,
        typed.full_name,
        typed.job_title,
        typed.buying_role,
        typed.email,
        typed.phone,
        typed.source_file,
        accounts.account_key,
        typed.source_row_number,
        typed.is_primary,
        {{ judge_links(
            key='contact_id',
            parents={'account_id': 'account'},
        ) }}
    from typed
    left join accounts on typed.account_id = accounts.account_id
    {{ join_later_copies() }}

)

select * from judged
