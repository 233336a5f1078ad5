-- What ends within this many days and has no successor is ending: a quarter of a year
-- is time to act. The end counts whether or not notice is given later: left out until
-- the notice, it would tell by its absence who is going to leave.
{% set ending_days = 90 %}

with

contracts as (

    select * from {{ ref('input_contracts') }}

),

dates as (

    select as_of_date from {{ ref('features_dates') }}

),

known_contracts as (

    select
        dates.as_of_date,
        contracts.*,
        coalesce(contracts.notice_date <= dates.as_of_date, false) as has_notice,
        contracts.start_date <= dates.as_of_date
        and coalesce(contracts.end_date >= dates.as_of_date, true) as is_running
    from contracts
    inner join dates on contracts.known_date <= dates.as_of_date

),

renewed as (

    select distinct
        running.as_of_date,
        running.contract_id
    from known_contracts as running
    inner join known_contracts as later
        on
            running.as_of_date = later.as_of_date
            and running.account_key = later.account_key
            and running.start_date < later.start_date
            and (
                running.product_category is not distinct from later.product_category
                or later.product_category is null
            )
    where
        running.is_running
        and running.end_date is not null
        and coalesce(later.end_date > running.end_date, true)

),

running_contracts as (

    select
        known_contracts.as_of_date,
        known_contracts.account_key,
        count(*) as contracts_count,
        cast(sum(known_contracts.yearly_amount) as decimal(18, 2))
            as contract_yearly_amount,
        min(known_contracts.end_date) as contract_end_date,
        count_if(
            known_contracts.has_notice
            or (
                renewed.contract_id is null
                and coalesce(
                    known_contracts.end_date <= {{ dbt.dateadd(
                        'day', ending_days, 'known_contracts.as_of_date'
                    ) }},
                    false
                )
            )
        ) > 0 as is_contract_ending
    from known_contracts
    left join renewed
        on
            known_contracts.as_of_date = renewed.as_of_date
            and known_contracts.contract_id = renewed.contract_id
    where known_contracts.is_running
    group by known_contracts.as_of_date, known_contracts.account_key

)

select * from running_contracts
