with

release_totals as (

    select * from {{ ref('release_totals') }}

),

control_results as (

    select count(*) as check_count from {{ ref('control_results') }}

),

control_quarantine as (

    select count(*) as quarantined_count from {{ ref('control_quarantine') }}

),

broken_promises as (

    select
        count(*) as broken_count,
        max(promise) as broken_promise
    from release_totals
    where published_value <> expected_value

),

release_gate as (

    select
        '{{ invocation_id }}' as run_id,
        control_quarantine.quarantined_count,
        case
            when control_results.check_count = 0
                then {{ fail("'GATE CLOSED: no control results of this run'") }}
            when broken_promises.broken_count > 0
                then
                    {{ fail(
                        "'GATE CLOSED: not true of what would be published: '"
                        ~ " || broken_promises.broken_promise"
                    ) }}
            else 'open'
        end as gate
    from broken_promises
    cross join control_results
    cross join control_quarantine

)

select * from release_gate
