with

both_boundaries as (

    select
        'input' as boundary,
        results.*
    from {{ ref('control_results_computed') }} as results
    union all
    select
        'published' as boundary,
        results.*
    from {{ ref('release_results_computed') }} as results

),

control_results as (

    select
        run_id,
        check_id,
        boundary,
        entity,
        column_name,
        expectation,
        severity,
        observed,
        cast(element_count as bigint) as element_count,
        cast(unexpected_count as bigint) as unexpected_count,
        is_passed,
        is_errored,
        cast(run_at as timestamp) as run_at
    from both_boundaries
    where run_id = '{{ invocation_id }}'

)

select * from control_results
