-- A view: it only picks from a table that is there already.
{{ config(materialized='view') }}

with

judged as (

    select * from {{ ref('control_contacts_judged') }}

),

contact_references as (

    select
        contact_id,
        max(case when rule_ids = '' then contact_id end) as own_contact_id,
        max(case when rule_ids = '' then account_key end) as account_key
    from judged
    where contact_id is not null
    group by contact_id

)

select * from contact_references
