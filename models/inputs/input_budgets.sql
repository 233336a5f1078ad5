with

budgets as (

    select
        cast(null as int) as account_key,
        cast(null as string) as product_category,
        cast(null as int) as budget_year,
        cast(null as decimal(18, 2)) as available_budget,
        cast(null as date) as known_date,
        cast(null as timestamp) as known_at
    where false

)

select * from budgets
