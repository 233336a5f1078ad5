with

catalog as (

    select * from {{ ref('feature_catalog') }}
    where group_rule <> 'none'

),

feature_values as (

    select
        feature_values.*,
        members.group_id,
        feature_values.account_id = members.group_id as is_root
    from {{ ref('maturity_feature_values') }} as feature_values
    inner join {{ ref('maturity_group_members') }} as members
        on
            feature_values.account_id = members.account_id
            and members.group_account_count >= 2

),

value_weights as (

    select
        feature_values.account_id,
        catalog.feature_name,
        greatest(feature_values.feature_value, 0) as value_weight
    from feature_values
    inner join catalog on feature_values.feature_name = catalog.group_weight
    where feature_values.feature_value is not null

),

member_values as (

    select
        feature_values.*,
        catalog.group_rule,
        value_weights.value_weight,
        feature_values.feature_value * value_weights.value_weight as weighted_value
    from feature_values
    inner join catalog on feature_values.feature_name = catalog.feature_name
    left join value_weights
        on
            feature_values.account_id = value_weights.account_id
            and feature_values.feature_name = value_weights.feature_name
            and feature_values.feature_value is not null

),

sums as (  -- decimals: the same sum in any order

    select
        group_id,
        criterion_id,
        feature_name,
        group_rule,
        count(*) as account_count,
        count(feature_value) as number_count,
        count(feature_text) as text_count,
        max(case when is_root then feature_text end) as root_text,
        max(case when is_root then feature_value end) as root_value,
        min(feature_value) as lowest_value,
        max(feature_value) as highest_value,
        cast(sum(cast(feature_value as decimal(38, 9))) as double) as value_sum,
        cast(sum(cast(value_weight as decimal(38, 6))) as double) as weight_sum,
        cast(sum(cast(weighted_value as decimal(38, 6))) as double) as weighted_sum
    from member_values
    group by group_id, criterion_id, feature_name, group_rule

),

group_values as (

    select
        group_id,
        criterion_id,
        feature_name,
        root_text as feature_text,
        account_count,
        number_count + text_count as available_count,
        round(
            case
                when group_rule = 'root' then root_value
                when group_rule = 'sum' then value_sum
                when group_rule = 'minimum' then lowest_value
                when group_rule = 'maximum' then highest_value
                when group_rule = 'weighted' and weight_sum > 0
                    then weighted_sum / nullif(weight_sum, 0)
                else value_sum / nullif(number_count, 0)
            end,
            case when feature_name like '%_amount' then 2 else 9 end
        ) as feature_value
    from sums

)

select * from group_values
