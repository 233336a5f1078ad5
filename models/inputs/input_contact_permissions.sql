with

judged as (

    select * from {{ ref('control_contact_permissions_judged') }}

),

contact_permissions as (

    select
        judged.account_key,
        {{ row_key('contact_permissions', 'judged') }} as row_key,
        judged.known_contact_id as contact_id,
        judged.channel,
        judged.permission,
        judged.legal_basis,
        judged.known_date,
        judged.recorded_at,
        judged.known_at
    from judged
    where judged.rule_ids = ''

)

select * from contact_permissions
