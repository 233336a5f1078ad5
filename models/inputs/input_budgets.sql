with

judged as (

    select * from {{ ref('control_budgets_judged') }}

),

budgets as (

    select
        account_key,
        product_category,
        budget_year,
        available_budget,
        known_date,
        known_at
    from judged
    where rule_ids = ''

)

select * from budgets
