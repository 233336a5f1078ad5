with

input_results as (

    select *
    from {{ ref('control_results_computed') }}
    where run_id = '{{ invocation_id }}'

),

results as (

    select
        run_id,
        check_id,
        'input' as boundary,
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
    from input_results

)

select * from results
