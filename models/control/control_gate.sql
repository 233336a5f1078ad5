with

results as (

    select *
    from {{ ref('control_results_computed') }}
    where run_id = '{{ invocation_id }}'

),

reasons as (

    select
        entity,
        first_rule_id || coalesce(' in ' || column_name, '') || ' (' || row_count
        || ')' as reason
    from {{ ref('control_refusal_reasons') }}
    where reason_rank = 1 and first_rule_id <> 'parent_refused'

),

verdicts as (

    select
        results.check_id,
        results.suite_check_count,
        coalesce(results.is_errored, true) or (
            coalesce(results.severity, '') <> 'warning'
            and not coalesce(results.is_passed, false)
        ) as is_failed,
        case
            when coalesce(results.is_errored, true)
                then results.check_id || ' could not be measured'
            when results.column_name = 'root_cause_share'
                then
                    counts.entity || ': ' || counts.root_cause_count || ' of '
                    || counts.input_count || ' rows refused ('
                    || cast(100 * counts.root_cause_share as decimal(9, 2))
                    || ' %, allowed '
                    || cast(100 * counts.max_quarantined_share as decimal(9, 2))
                    || ' %)' || coalesce(', most often ' || reasons.reason, '')
            when results.column_name = 'valid_count'
                then results.entity || ': no valid row'
            when results.unexpected_count is not null
                then results.check_id || ' in ' || results.unexpected_count || ' rows'
        end as finding
    from results
    left join {{ ref('control_counts') }} as counts on results.entity = counts.entity
    left join reasons on results.entity = reasons.entity

),

totals as (

    select
        count(distinct check_id) as check_count,
        coalesce(max(suite_check_count), 0) as suite_check_count,
        sum(case when is_failed then 1 else 0 end) as failed_count,
        {{ dbt.listagg(
            "case when is_failed then coalesce(finding, check_id, '?') end", "'; '",
            'order by check_id',
        ) }} as findings
    from verdicts

),

gate as (

    select
        '{{ invocation_id }}' as run_id,
        cast(check_count as bigint) as check_count,
        case
            when check_count = 0 then {{ fail(
                "'GATE CLOSED: no control results of this run; run the whole graph again'"
            ) }}
            when check_count <> suite_check_count then {{ fail(
                "'GATE CLOSED: ' || check_count || ' results of ' || suite_check_count"
                ~ " || ' checks; run the whole graph again'"
            ) }}
            when failed_count > 0 then {{ fail(
                "'GATE CLOSED: ' || coalesce(findings, 'unknown') || '. Fix the rows that"
                ~ " control_quarantine lists, accept them in rules_accepted_differences, or raise"
                ~ " the share in rules_control_thresholds'"
            ) }}
            else 'open'
        end as gate
    from totals

)

select * from gate
