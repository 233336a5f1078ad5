with

rules as (

    select * from {{ ref('rules_accepted_differences') }}

),

run_dates as (

    select * from {{ ref('control_run_dates') }}

),

accepted_differences as (

    select
        rules.entity,
        rules.row_key,
        rules.rule_id,
        rules.old_value
    from rules
    cross join run_dates
    where rules.valid_until is null or rules.valid_until >= run_dates.last_fact_date

)

select * from accepted_differences
