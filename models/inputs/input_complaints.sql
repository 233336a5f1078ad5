with

judged as (

    select * from {{ ref('control_complaints_judged') }}

),

complaints as (

    select
        complaint_id,
        account_key,
        product_id,
        invoice_id,
        category,
        description,
        known_date,
        opened_at,
        closed_at,
        known_at
    from judged
    where rule_ids = ''

)

select * from complaints
