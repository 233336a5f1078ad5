with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

size_classes as (

    select * from {{ ref('rules_size_classes') }}

),

account_periods as (

    select * from {{ ref('features_account_periods') }}

),

sized as (

    select
        attributes.as_of_date,
        attributes.account_key,
        left(attributes.industry_code, 2) as industry_division_code,
        coalesce(size_classes.size_class, attributes.size_class) as size_class
    from attributes
    left join size_classes
        on
            attributes.employees >= size_classes.minimum_employees
            and (
                attributes.employees <= size_classes.maximum_employees
                or size_classes.maximum_employees is null
            )

),

peer_groups as (

    select
        sized.as_of_date,
        sized.account_key,
        sized.industry_division_code,
        sized.size_class,
        sized.industry_division_code || ' x ' || sized.size_class
            as industry_and_size_group,
        'size ' || sized.size_class as size_group,
        'all' as all_group,
        cast(
            greatest(coalesce(account_periods.revenue_12m_amount, 0), 0)
            as decimal(18, 2)
        ) as spend_12m_amount
    from sized
    left join account_periods
        on
            sized.as_of_date = account_periods.as_of_date
            and sized.account_key = account_periods.account_key

)

select * from peer_groups
