with

scoring as (

    select * from {{ ref('features_scoring') }}

),

group_members as (

    select
        account_id,
        group_id,
        count(*) over (partition by group_id) as group_account_count,
        cast(greatest(revenue_12m_amount, 0) as decimal(18, 2))
            as counted_revenue_amount,
        cast(
            sum(greatest(revenue_12m_amount, 0)) over (partition by group_id)
            as decimal(18, 2)
        ) as group_revenue_amount,
        as_of_date
    from scoring

)

select * from group_members
