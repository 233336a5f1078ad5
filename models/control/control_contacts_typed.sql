-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__contacts') }}

),

typed as (

    select
        {{ typed('contact_id', 'string') }} as contact_id,
        {{ typed('account_id', 'string') }} as account_id,
        {{ typed('full_name', 'string') }} as full_name,
        {{ typed('job_title', 'string') }} as job_title,
        {{ typed('buying_role', 'code') }} as buying_role,
        {{ typed('email', 'code') }} as email,
        {{ typed('phone', 'string') }} as phone,
        delivered.source_file,
        delivered.source_row_number,
        {{ typed('is_primary', 'boolean') }} as is_primary,
        {{ judge_row(
            required=['contact_id', 'account_id'],
            types={'is_primary': 'boolean'},
            lists={'buying_role': [
                'decider', 'influencer', 'user', 'buyer', 'gatekeeper',
            ]},
        ) }}
    from delivered

)

select * from typed
