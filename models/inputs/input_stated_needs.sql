with

judged as (

    select * from {{ ref('control_stated_needs_judged') }}

),

stated_needs as (

    select
        need_id,
        account_key,
        source,
        description,
        product_category,
        known_date,
        recorded_at,
        known_at
    from judged
    where rule_ids = ''

)

select * from stated_needs
