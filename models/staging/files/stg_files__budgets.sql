with

delivered as (

    select * from {{ read_entity('budgets') }}

),

budgets as (

    select
        account_id,
        budget_year,
        available_budget,
        product_category,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from budgets
