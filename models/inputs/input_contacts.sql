with

judged as (

    select * from {{ ref('control_contacts_judged') }}

),

contacts as (

    select
        account_key,
        contact_id,
        full_name,
        job_title,
        buying_role,
        email,
        phone,
        is_primary
    from judged
    where rule_ids = ''

)

select * from contacts
