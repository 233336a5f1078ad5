with

objective as (

    select target from {{ ref('rules_objectives') }}
    where objective_id = '{{ var("objective") }}'

),

outcomes as (

    {% for role in ['model', 'verification'] %}
        select
            account_key,
            {% for target in dataset_targets() %}
                {{ target }},
            {% endfor %}
            as_of_date
        from {{ ref('dataset_' ~ role) }}
        where is_eligible
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

targets as (

    select
        outcomes.as_of_date,
        outcomes.account_key,
        case objective.target
            {% for target in dataset_targets() if target.endswith('_amount') %}
                when '{{ target }}'
                    then
                        sign(outcomes.{{ target }})
                        * ln(1 + abs(cast(outcomes.{{ target }} as double)))
            {% endfor %}
            {% for target in dataset_targets() if not target.endswith('_amount') %}
                when '{{ target }}' then cast(outcomes.{{ target }} as double)
            {% endfor %}
        end as target_value
    from outcomes
    cross join objective

)

select * from targets
