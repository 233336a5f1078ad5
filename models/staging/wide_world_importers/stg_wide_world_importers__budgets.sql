with

budgets as (

    select
        cast(null as string) as account_id,
        cast(null as int) as budget_year,
        cast(null as decimal(18, 2)) as available_budget,
        cast(null as string) as product_category,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from budgets
