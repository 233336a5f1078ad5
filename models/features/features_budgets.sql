with

budgets as (

    select * from {{ ref('input_budgets') }}

),

dates as (

    select as_of_date from {{ ref('features_dates') }}

),

known_budgets as (

    select
        dates.as_of_date,
        budgets.account_key,
        budgets.product_category,
        budgets.available_budget,
        budgets.budget_year,
        max(budgets.budget_year) over (
            partition by dates.as_of_date, budgets.account_key
        ) as newest_year
    from budgets
    inner join dates
        on
            budgets.known_date <= dates.as_of_date
            and extract(year from dates.as_of_date) >= budgets.budget_year
            and extract(year from dates.as_of_date) <= budgets.budget_year + 1

),

newest_budgets as (

    select
        as_of_date,
        account_key,
        cast(
            coalesce(
                max(available_budget) filter (where product_category is null),
                sum(available_budget)
            ) as decimal(18, 2)
        ) as budget_amount
    from known_budgets
    where budget_year = newest_year
    group by as_of_date, account_key

)

select * from newest_budgets
