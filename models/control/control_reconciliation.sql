with

differences as (

    select * from {{ ref('control_compared_differences') }}

),

comparisons as (

    select * from {{ ref('comparisons') }}

),

tolerances as (

    select * from {{ ref('rules_reconciliation_tolerances') }}

),

accepted as (

    select
        entity as comparison,
        row_key as comparison_id,
        try_cast(old_value as decimal(18, 2)) as accepted_difference
    from {{ ref('control_accepted_differences') }}
    where rule_id = 'reconciliation'

),

judged as (

    select
        differences.*,
        coalesce(tolerances.max_difference_share, 0) as max_difference_share,
        accepted.comparison_id is not null as is_accepted
    from differences
    left join tolerances on differences.comparison = tolerances.comparison
    left join accepted
        on
            differences.comparison = accepted.comparison
            and differences.comparison_id = accepted.comparison_id
            and accepted.accepted_difference
            = coalesce(differences.difference_amount, differences.difference_count)

),

reconciliation as (

    select
        judged.comparison_id,
        judged.account_id,
        judged.comparison,
        coalesce(judged.entity, comparisons.left_entity) as left_entity,
        coalesce(judged.entity, comparisons.right_entity) as right_entity,
        judged.examples,
        comparisons.check_nl,
        comparisons.check_en,
        judged.left_amount,
        judged.right_amount,
        judged.difference_amount,
        judged.left_count,
        judged.right_count,
        judged.difference_count,
        judged.account_count,
        judged.removed_count,
        judged.quarantined_count,
        judged.difference_share,
        judged.max_difference_share,
        judged.difference_share <= judged.max_difference_share
        or judged.is_accepted as is_within_tolerance,
        judged.is_accepted,
        judged.period_date
    from judged
    inner join comparisons on judged.comparison = comparisons.comparison

)

select * from reconciliation
