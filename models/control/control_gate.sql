with

results as (

    select *
    from {{ ref('control_results_computed') }}
    where run_id = '{{ invocation_id }}'

),

verdicts as (

    select
        count(*) as check_count,
        coalesce(max(suite_check_count), 0) as suite_check_count,
        {{ dbt.listagg(
            "case when coalesce(is_errored, true) or (severity <> 'warning' "
            ~ "and not coalesce(is_passed, false)) then "
            ~ "check_id || ' (' || expectation || ': ' || case "
            ~ "when coalesce(is_errored, true) then 'could not be measured' "
            ~ "when unexpected_count is not null "
            ~ "then unexpected_count || ' of ' || element_count || ' rows' "
            ~ "else coalesce(observed, 'no figure') end || ')' end",
            "'; '",
            "order by check_id",
        ) }} as failures
    from results

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
            when failures is not null then {{ fail(
                "'GATE CLOSED: ' || failures || '. Repair the rows that control_quarantine"
                ~ " lists, or raise the share in rules_control_thresholds'"
            ) }}
            else 'open'
        end as gate
    from verdicts

)

select * from gate
