with

judged as (

    select * from {{ ref('control_leads_judged') }}

),

leads as (

    select
        lead_id,
        account_key,
        prospect_id,
        campaign_id,
        source,
        outcome,
        lost_reason,
        quoted_amount,
        known_date,
        created_at,
        outcome_at,
        known_at
    from judged
    where rule_ids = ''

)

select * from leads
