with

judged as (

    select * from {{ ref('control_account_links_judged') }}

),

account_links as (

    select
        account_key,
        source_id,
        source_system
    from judged
    where rule_ids = ''

)

select * from account_links
