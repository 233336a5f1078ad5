with

$peers,

newest as (

    select
        spine.as_of_date,
        budgets.*
    from spine
    inner join input_budgets as budgets
        on
            budgets.known_date <= spine.as_of_date
            and year(spine.as_of_date) - budgets.budget_year in (0, 1)
    qualify
        budgets.budget_year
        = max(budgets.budget_year) over (partition by spine.as_of_date, budgets.account_key)

),

totals as (

    select
        as_of_date,
        account_key,
        case
            when bool_or(product_category is null)
                then sum(case when product_category is null then available_budget end)
            else sum(available_budget)
        end as budget_amount
    from newest
    group by as_of_date, account_key

),

chosen as (

    select
        peers.*,
        totals.budget_amount,
        case
            when totals.budget_amount is not null
                then greatest(peers.own_amount, totals.budget_amount)
            when peers.peer_count is not null
                then greatest(peers.own_amount, peers.reachable_amount)
        end as potential_amount
    from peers
    left join totals
        on peers.as_of_date = totals.as_of_date and peers.account_key = totals.account_key

)

select
    as_of_date,
    account_key,
    potential_amount,
    case
        when budget_amount is not null then 'budget'
        when peer_count is not null then 'peers'
    end as potential_source,
    case
        when potential_amount > 0
            then round(cast(own_amount as double) / cast(potential_amount as double), 9)
    end as wallet_share,
    potential_amount - own_amount as untapped_amount,
    peer_group,
    peer_count,
    potential_amount = own_amount and own_amount > 0 as is_capped
from chosen
