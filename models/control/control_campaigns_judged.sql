{%- set typed_campaigns = ref('control_campaigns_typed') -%}

with

later_copies as (

    {{ later_copies(
        typed_campaigns,
        key=['campaign_id'],
        columns=entity_columns('campaigns'),
        event='typed.start_date',
    ) }}

),

judged as (

    select
        typed.campaign_id,
        typed.campaign_name,
        typed.channel,
        typed.source_file,
        typed.cost_per_contact,
        typed.fixed_cost,
        typed.source_row_number,
        typed.start_date,
        typed.end_date,
        typed.corrections,
        {{ judge_links(key='campaign_id') }}
    from {{ typed_campaigns }} as typed
    {{ join_later_copies() }}

)

select * from judged
