with

catalog as (

    select * from {{ ref('feature_catalog') }}
    where group_rule <> 'none'

),

feature_values as (

    select * from {{ ref('maturity_feature_values') }}

),

members as (

    select * from {{ ref('maturity_group_members') }}

),

group_scores as (

    select * from {{ ref('maturity_group_scores') }}

),

dates as (

    select distinct as_of_date from members

),

-- Most groups are one account: nothing to add up.
group_values as (

    select
        members.group_id,
        feature_values.criterion_id,
        feature_values.feature_name,
        feature_values.feature_text,
        feature_values.feature_value,
        1 as account_count,
        case
            when
                feature_values.feature_value is not null
                or feature_values.feature_text is not null
                then 1
            else 0
        end as available_count
    from feature_values
    inner join members
        on
            feature_values.account_id = members.account_id
            and members.group_account_count = 1
    union all
    select
        group_id,
        criterion_id,
        feature_name,
        feature_text,
        feature_value,
        account_count,
        available_count
    from {{ ref('maturity_group_values') }}

),

group_features as (

    select
        group_values.group_id,
        group_values.criterion_id,
        group_values.feature_name,
        group_values.feature_text,
        catalog.unit,
        cast(group_values.feature_value as double) as feature_value,
        cast(group_values.account_count as bigint) as account_count,
        cast(group_values.available_count as bigint) as available_count,
        group_scores.criterion_score,
        dates.as_of_date
    from group_values
    inner join catalog on group_values.feature_name = catalog.feature_name
    left join group_scores
        on
            group_values.group_id = group_scores.group_id
            and group_values.criterion_id = group_scores.criterion_id
    cross join dates

)

select * from group_features
