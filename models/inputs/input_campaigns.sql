with

judged as (

    select * from {{ ref('control_campaigns_judged') }}

),

campaigns as (

    select
        campaign_id,
        campaign_name,
        channel,
        cost_per_contact,
        fixed_cost,
        start_date,
        end_date
    from judged
    where rule_ids = ''

)

select * from campaigns
