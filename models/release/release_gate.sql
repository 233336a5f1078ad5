with

results as (

    select * from {{ ref('release_results_computed') }}
    where run_id = '{{ invocation_id }}'

),

promises as (

    select
        'published.' || total_id || '.adds_up' as check_id,
        promise || ' (' || published_value || ', not ' || expected_value || ')'
            as finding
    from {{ ref('release_totals') }}
    union all
    select
        'published.' || agreement_id || '.agrees' as check_id,
        promise || ' (not so for ' || broken_count || ' accounts)' as finding
    from {{ ref('release_agreements') }}

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
            when results.unexpected_count is not null
                then results.check_id || ' in ' || results.unexpected_count || ' rows'
            else promises.finding
        end as finding
    from results
    left join promises on results.check_id = promises.check_id

),

tally as (

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

inputs as (

    select
        count(control_results.check_id) as check_count,
        coalesce(max(control_gate.check_count), 0) as expected_count
    from {{ ref('control_gate') }} as control_gate
    inner join {{ ref('dataset_leak_gate') }} as leak_gate
        on control_gate.run_id = leak_gate.run_id
    left join {{ ref('control_results') }} as control_results
        on
            control_gate.run_id = control_results.run_id
            and control_results.boundary = 'input'
    where control_gate.run_id = '{{ invocation_id }}'

),

release_gate as (

    select
        '{{ invocation_id }}' as run_id,
        cast(tally.check_count as bigint) as check_count,
        case
            when tally.check_count <> greatest(tally.suite_check_count, 1) then {{ fail(
                "'GATE CLOSED: ' || tally.check_count || ' results of this run for '"
                ~ " || tally.suite_check_count || ' checks on what would be published'"
            ) }}
            when tally.failed_count > 0 then {{ fail(
                "'GATE CLOSED: not true of what would be published: '"
                ~ " || coalesce(tally.findings, 'unknown') || '. Not the delivery but a"
                ~ " rule or a model is at fault: see control_results'"
            ) }}
            when inputs.check_count <> greatest(inputs.expected_count, 1)
                then {{ fail("'GATE CLOSED: input or datasets not judged in this run'") }}
            else 'open'
        end as gate
    from tally
    cross join inputs

)

select * from release_gate
