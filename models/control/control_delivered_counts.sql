{%- set entities = control_entities() -%}

with

delivered_counts as (

    {% for entity in entities %}
        select
            '{{ entity }}' as entity,
            count(*) as input_count
        from {{ ref('stg_' ~ var('source') ~ '__' ~ entity) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from delivered_counts
