with

judged as (

    select * from {{ ref('control_campaign_contacts_judged') }}

),

campaign_contacts as (

    select
        judged.account_key,
        {{ row_key('campaign_contacts', 'judged') }} as row_key,
        judged.campaign_id,
        judged.known_contact_id as contact_id,
        judged.arm,
        judged.response_amount,
        judged.known_date,
        judged.contacted_at,
        judged.responded_at,
        judged.known_at
    from judged
    where judged.rule_ids = ''

)

select * from campaign_contacts
