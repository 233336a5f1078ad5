with

catalog as (

    select feature_name from {{ ref('feature_catalog') }}
    where group_rule = 'sum' and feature_name like '%_amount'

),

account_totals as (

    select
        account_features.feature_name,
        count(*) as account_count,
        sum(cast(account_features.feature_value as decimal(38, 2))) as total_amount
    from {{ ref('account_features') }} as account_features
    inner join catalog on account_features.feature_name = catalog.feature_name
    group by account_features.feature_name

),

group_totals as (

    select
        feature_name,
        sum(account_count) as account_count,
        sum(cast(feature_value as decimal(38, 2))) as total_amount
    from {{ ref('group_features') }}
    group by feature_name

),

differences as (

    select
        account_totals.feature_name,
        account_totals.total_amount as account_amount,
        group_totals.total_amount as group_amount
    from account_totals
    left join group_totals on account_totals.feature_name = group_totals.feature_name
    where
        account_totals.total_amount is distinct from group_totals.total_amount
        or account_totals.account_count is distinct from group_totals.account_count

)

select * from differences
