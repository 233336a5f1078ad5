with

value_tiers as (

    select * from {{ ref('rules_value_tiers') }}

),

ordered_tiers as (

    select
        value_tier,
        cumulative_share_maximum,
        lag(cumulative_share_maximum) over (
            order by cumulative_share_maximum asc nulls last
        ) as previous_share,
        max(cumulative_share_maximum) over () as highest_share
    from value_tiers

),

judged_tiers as (

    select
        value_tier,
        case
            when highest_share < 1
                then 'the highest share is below 1: add the last tier'
            when cumulative_share_maximum <= 0 or cumulative_share_maximum > 1
                then 'the share is not above 0 and at most 1'
            when cumulative_share_maximum = previous_share
                then 'two tiers end at the same share'
            when value_tier = 'D' then 'D is kept for accounts without revenue'
        end as problem,
        cumulative_share_maximum
    from ordered_tiers

),

problems as (

    select * from judged_tiers
    where problem is not null
    union all
    select
        cast(null as string) as value_tier,
        'there are no tiers' as problem,
        cast(null as double) as cumulative_share_maximum
    from value_tiers
    having count(*) = 0

)

select * from problems
