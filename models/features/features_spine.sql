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

windows as (

    select * from {{ ref('features_windows') }}

),

dates as (

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
    {% for role in ['model', 'verification'] %}
        union all
        select
            '{{ role }}' as role,
            as_of_date,
            {{ role }}_date as spine_date
        from windows
        where {{ role }}_date is not null
    {% endfor %}

),

spine as (

    select
        dates.role,
        dates.spine_date as as_of_date
    from dates
    inner join gate on gate.gate = 'open'
    cross join first_facts
    where
        dates.role <> 'history'
        or dates.spine_date >= first_facts.first_invoice_date

)

select * from spine
