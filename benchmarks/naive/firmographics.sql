with recursive

$peers,

chains as (

    select
        as_of_date,
        account_key,
        account_id as member_id,
        parent_account_id,
        0 as step
    from account_spine
    union all
    select
        chains.as_of_date,
        chains.account_key,
        parents.account_id as member_id,
        parents.parent_account_id,
        chains.step + 1 as step
    from chains
    inner join account_spine as parents
        on
            chains.as_of_date = parents.as_of_date
            and chains.parent_account_id = parents.account_id
    where chains.step < 40

),

chain_ends as (

    select
        as_of_date,
        account_key,
        min(member_id) filter (where parent_account_id is null) as root_id,
        min(member_id) filter (where step >= 20) as cycle_id
    from chains
    group by as_of_date, account_key

)

select
    accounts.as_of_date,
    accounts.account_key,
    coalesce(chain_ends.root_id, chain_ends.cycle_id) as group_id,
    -- the volume has no registration or VAT numbers, so no account looks like another
    cast(null as varchar) as duplicate_of_account_id,
    accounts.industry_code,
    peers.division as industry_division_code,
    peers.size_class,
    accounts.legal_form,
    accounts.country_code,
    accounts.region,
    accounts.city,
    accounts.employees,
    case
        when accounts.founded_date <= accounts.as_of_date
            then cast(date_part('year', age(accounts.as_of_date, accounts.founded_date)) as int)
    end as years_since_founding_number,
    accounts.annual_turnover as annual_turnover_amount,
    peers.middle_amount as peer_revenue_amount,
    accounts.is_history_assumed,
    chain_ends.root_id is null as is_parent_cycle
from account_spine as accounts
inner join chain_ends
    on
        accounts.as_of_date = chain_ends.as_of_date
        and accounts.account_key = chain_ends.account_key
inner join peers
    on
        accounts.as_of_date = peers.as_of_date
        and accounts.account_key = peers.account_key
