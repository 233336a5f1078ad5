-- Fewer peers than this say too little; a wider group is then taken.
{% set minimum_peers = 30 %}
{% set groups = ['industry_and_size_group', 'size_group', 'all_group'] %}

with

accounts as (

    select * from {{ ref('features_peer_groups') }}

),

memberships as (

    {% for group in groups %}
        select
            as_of_date,
            {{ group }} as peer_group,
            spend_12m_amount
        from accounts
        where spend_12m_amount > 0 and {{ group }} is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

spending_groups as (

    select
        as_of_date,
        peer_group,
        count(*) as peer_count,
        percentile_disc(0.85) within group (order by spend_12m_amount)
            as reachable_spend_amount,
        percentile_disc(0.5) within group (order by spend_12m_amount)
            as peer_revenue_amount
    from memberships
    group by as_of_date, peer_group

),

chosen as (

    select
        accounts.as_of_date,
        accounts.account_key,
        coalesce(
            {% for group in groups %}
                {{ group }}s.peer_group{{ ',' if not loop.last }}
            {% endfor %}
        ) as peer_group
    from accounts
    {% for group in groups %}
        left join spending_groups as {{ group }}s
            on
                accounts.as_of_date = {{ group }}s.as_of_date
                and accounts.{{ group }} = {{ group }}s.peer_group
                and {{ group }}s.peer_count >= {{ 1 if loop.last else minimum_peers }}
    {% endfor %}

),

peers as (

    select
        chosen.as_of_date,
        chosen.account_key,
        chosen.peer_group,
        cast(spending_groups.reachable_spend_amount as decimal(18, 2))
            as reachable_spend_amount,
        cast(spending_groups.peer_revenue_amount as decimal(18, 2))
            as peer_revenue_amount,
        spending_groups.peer_count
    from chosen
    left join spending_groups
        on
            chosen.as_of_date = spending_groups.as_of_date
            and chosen.peer_group = spending_groups.peer_group

)

select * from peers
