with

gate as (

    select gate from {{ ref('control_gate') }}

),

run_dates as (

    select as_of_date from {{ ref('control_run_dates') }}

),

first_facts as (

    select min(invoice_date) as first_invoice_date from {{ ref('input_invoices') }}

),

scoring_and_history as (

    select
        'scoring' as role,
        as_of_date,
        as_of_date as spine_date
    from run_dates
    {% for month in range(1, var('history_months') + 1) %}
        union all
        select
            'history' as role,
            as_of_date,
            {{ months_before('as_of_date', month) }} as spine_date
        from run_dates
    {% endfor %}

),

spine as (

    select
        scoring_and_history.role,
        scoring_and_history.spine_date as as_of_date
    from scoring_and_history
    inner join gate on gate.gate = 'open'
    cross join first_facts
    where
        scoring_and_history.role = 'scoring'
        or scoring_and_history.spine_date >= first_facts.first_invoice_date

)

select * from spine
