with

delivered as (

    select * from {{ read_entity('contracts') }}

),

contracts as (

    select
        contract_id,
        account_id,
        start_date,
        end_date,
        notice_date,
        product_category,
        yearly_amount,
        termination_reason,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from contracts
