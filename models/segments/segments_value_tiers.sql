with

scoring as (

    select * from {{ ref('features_scoring') }}

),

value_tiers as (

    select * from {{ ref('rules_value_tiers') }}

),

positive_revenue as (

    select
        account_key,
        revenue_12m_amount,
        sum(revenue_12m_amount) over () as total_amount,
        sum(revenue_12m_amount) over (
            order by revenue_12m_amount desc nulls last
            range between unbounded preceding and current row
        ) as amount_down_to_here,
        sum(revenue_12m_amount) over (partition by revenue_12m_amount) as tied_amount
    from scoring
    where revenue_12m_amount > 0

),

shares as (

    select
        account_key,
        cast(amount_down_to_here - tied_amount as double)
        / nullif(cast(total_amount as double), 0) as share_above
    from positive_revenue

),

tiers as (

    select
        shares.account_key,
        min_by(value_tiers.value_tier, value_tiers.cumulative_share_maximum)
            as value_tier
    from shares
    inner join value_tiers on shares.share_above < value_tiers.cumulative_share_maximum
    group by shares.account_key

),

tiers_with_rest as (

    select
        scoring.account_key,
        coalesce(tiers.value_tier, 'D') as value_tier
    from scoring
    left join tiers on scoring.account_key = tiers.account_key

)

select * from tiers_with_rest
