with

accounts as (

    select * from {{ ref('features_peer_groups') }}

),

peers as (

    select * from {{ ref('features_peers') }}

),

budgets as (

    select * from {{ ref('features_budgets') }}

),

measured as (

    select
        accounts.as_of_date,
        accounts.account_key,
        accounts.spend_12m_amount,
        case
            when budgets.budget_amount is not null then 'budget'
            when peers.reachable_spend_amount is not null then 'peers'
        end as potential_source,
        greatest(
            accounts.spend_12m_amount,
            coalesce(budgets.budget_amount, peers.reachable_spend_amount)
        ) as potential_amount,
        peers.peer_group,
        peers.peer_count
    from accounts
    inner join peers
        on
            accounts.as_of_date = peers.as_of_date
            and accounts.account_key = peers.account_key
    left join budgets
        on
            accounts.as_of_date = budgets.as_of_date
            and accounts.account_key = budgets.account_key

),

potential as (

    select
        as_of_date,
        account_key,
        cast(
            case when potential_source is not null then potential_amount end
            as decimal(18, 2)
        ) as potential_amount,
        potential_source,
        case
            when potential_source is not null
                then
                    round(
                        cast(spend_12m_amount as double)
                        / nullif(cast(potential_amount as double), 0),
                        9
                    )
        end as wallet_share,
        cast(
            case
                when potential_source is not null
                    then potential_amount - spend_12m_amount
            end as decimal(18, 2)
        ) as untapped_amount,
        peer_group,
        peer_count,
        case
            when potential_source is not null
                then spend_12m_amount > 0 and spend_12m_amount = potential_amount
        end as is_capped
    from measured

)

select * from potential
