with

consumption as (

    select
        as_of_date,
        account_key,
        revenue_12m_amount
    from {{ ref('features_consumption') }}

),

value_tiers as (

    select * from {{ ref('rules_value_tiers') }}

),

positive_revenue as (

    select
        as_of_date,
        account_key,
        sum(revenue_12m_amount) over (partition by as_of_date) as total_amount,
        sum(revenue_12m_amount) over (
            partition by as_of_date
            order by revenue_12m_amount desc nulls last
            range between unbounded preceding and current row
        ) as amount_down_to_here,
        sum(revenue_12m_amount) over (
            partition by as_of_date, revenue_12m_amount
        ) as tied_amount
    from consumption
    where revenue_12m_amount > 0

),

shares as (

    select
        as_of_date,
        account_key,
        cast(amount_down_to_here - tied_amount as double)
        / nullif(cast(total_amount as double), 0) as share_above
    from positive_revenue

),

tiers as (

    select
        shares.as_of_date,
        shares.account_key,
        min_by(value_tiers.value_tier, value_tiers.cumulative_share_maximum)
            as value_tier
    from shares
    inner join value_tiers on shares.share_above < value_tiers.cumulative_share_maximum
    group by shares.as_of_date, shares.account_key

),

tiers_with_rest as (

    select
        consumption.as_of_date,
        consumption.account_key,
        coalesce(tiers.value_tier, 'D') as value_tier
    from consumption
    left join tiers
        on
            consumption.as_of_date = tiers.as_of_date
            and consumption.account_key = tiers.account_key

)

select * from tiers_with_rest
