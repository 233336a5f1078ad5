with

computed as (

    select * from {{ ref('segment_rules_computed') }}

),

segment_rules as (

    select
        cast(segment_id as string) as segment_id,
        cast(rule_nl as string) as rule_nl,
        cast(rule_en as string) as rule_en,
        cast(rule_sql as string) as rule_sql,
        cast(coverage_share as double) as coverage_share,
        cast(fidelity_share as double) as fidelity_share,
        cast(is_tendency as boolean) as is_tendency
    from computed

)

select * from segment_rules
