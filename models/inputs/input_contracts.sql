with

judged as (

    select * from {{ ref('control_contracts_judged') }}

),

contracts as (

    select
        contract_id,
        account_key,
        product_category,
        termination_reason,
        yearly_amount,
        start_date,
        end_date,
        notice_date,
        known_date,
        known_at
    from judged
    where rule_ids = ''

)

select * from contracts
