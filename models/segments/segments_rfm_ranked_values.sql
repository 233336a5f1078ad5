with

spine as (

    select as_of_date from {{ ref('features_spine') }}
    where role = 'scoring'

),

scoring as (

    select rfm_values.*
    from {{ ref('segments_rfm_values') }} as rfm_values
    inner join spine on rfm_values.as_of_date = spine.as_of_date

),

ranked_values as (

    {% for dimension in ['r', 'f', 'm'] %}
        select
            account_key,
            '{{ dimension }}' as dimension,
            {{ dimension }}_value as ranked_value,
            as_of_date
        from scoring
        where {{ dimension }}_value is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from ranked_values
