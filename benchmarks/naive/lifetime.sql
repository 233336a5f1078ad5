with

accounts as (

    select
        accounts.as_of_date,
        accounts.account_key,
        spine.start_12m_date,
        case when accounts.customer_since <= accounts.as_of_date then accounts.customer_since end
            as customer_since,
        consumption.first_invoice_date,
        consumption.last_invoice_date,
        consumption.silence_in_rhythms_value as silence
    from account_spine as accounts
    inner join spine on accounts.as_of_date = spine.as_of_date
    inner join naive_consumption as consumption
        on
            accounts.as_of_date = consumption.as_of_date
            and accounts.account_key = consumption.account_key

),

known_contracts as (

    select
        accounts.as_of_date,
        accounts.account_key,
        contracts.contract_id,
        contracts.product_category,
        contracts.yearly_amount,
        contracts.start_date,
        contracts.end_date,
        contracts.notice_date <= accounts.as_of_date as is_noticed
    from accounts
    inner join input_contracts as contracts
        on
            accounts.account_key = contracts.account_key
            and contracts.known_date <= accounts.as_of_date

),

running as (

    select
        contracts.*,
        exists (
            select 1
            from known_contracts as later
            where
                later.as_of_date = contracts.as_of_date
                and later.account_key = contracts.account_key
                and later.start_date > contracts.start_date
                and (
                    later.product_category is null
                    or later.product_category = contracts.product_category
                )
                and (
                    later.end_date is null
                    or later.end_date > contracts.end_date
                )
        ) as is_renewed
    from known_contracts as contracts
    where
        contracts.start_date <= contracts.as_of_date
        and (contracts.end_date is null or contracts.end_date >= contracts.as_of_date)

),

summed as (

    select
        as_of_date,
        account_key,
        count(*) as contracts_count,
        sum(yearly_amount) as contract_yearly_amount,
        min(end_date) - as_of_date as days_until_contract_end,
        bool_or(
            coalesce(is_noticed, false)
            or (not is_renewed and coalesce(end_date - as_of_date <= 90, false))
        ) as is_contract_ending
    from running
    group by as_of_date, account_key

)

select
    accounts.as_of_date,
    accounts.account_key,
    accounts.as_of_date - least(accounts.customer_since, accounts.first_invoice_date)
        as days_as_customer,
    case
        when accounts.first_invoice_date is null then 'prospect'
        when accounts.last_invoice_date <= accounts.start_12m_date then 'lost'
        when accounts.first_invoice_date > accounts.start_12m_date then 'new'
        when accounts.silence > 4 then 'silent'
        when accounts.silence > 2 then 'slowing'
        else 'active'
    end as lifetime_stage,
    cast(year(accounts.first_invoice_date) as varchar) as cohort_year,
    case
        when accounts.as_of_date >= (select min(known_date) from input_contracts)
            then coalesce(summed.contracts_count, 0)
    end as contracts_count,
    summed.contract_yearly_amount,
    summed.days_until_contract_end,
    summed.is_contract_ending
from accounts
left join summed
    on accounts.as_of_date = summed.as_of_date and accounts.account_key = summed.account_key
