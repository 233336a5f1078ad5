with

windows as (

    select * from {{ ref('dataset_windows') }}

),

dated as (

    {% for role in ['model', 'verification'] %}
        select
            '{{ role }}' as role,
            {{ role }}_date as as_of_date,
            as_of_date as scoring_date,
            lag_days,
            gap_days,
            horizon_days
        from windows
        where {{ role }}_date is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

label_windows as (

    select
        role,
        as_of_date,
        scoring_date,
        cast({{ dbt.dateadd('day', 'gap_days', 'as_of_date') }} as date) as after_date,
        cast({{ dbt.dateadd('day', 'gap_days + horizon_days', 'as_of_date') }} as date)
            as end_date,
        cast({{ dbt.dateadd(
            'day', 'gap_days + horizon_days + lag_days', 'as_of_date'
        ) }} as date) as known_by_date
    from dated

)

select * from label_windows
