{%- set days = [] -%}
{%- set signs = [] -%}
{%- for entity in control_entities() -%}
    {%- set delivered = ref('stg_' ~ var('source') ~ '__' ~ entity) -%}
    {%- set columns = [] -%}
    {%- for column, type in entity_columns(entity).items()
        if type in ['date', 'timestamp'] -%}
        {%- do columns.append(column) -%}
        {%- do days.append((entity, column)) -%}
    {%- endfor -%}
    {%- do signs.append((entity, delivered, columns)) if columns -%}
{%- endfor -%}

with

{% for entity, delivered, columns in signs %}
    {{ entity }}_signs as (

        {{ date_signs(delivered, columns) }}

    ),
{% endfor %}
date_orders as (

    {% for entity, column in days %}
        select
            '{{ entity }}' as entity,
            '{{ column }}' as column_name,
            case
                when
                    {{ column }}_day_first = 1
                    and coalesce({{ column }}_month_first, 0) = 0
                    then 'day_first'
                when
                    {{ column }}_month_first = 1
                    and coalesce({{ column }}_day_first, 0) = 0
                    then 'month_first'
            end as date_order
        from {{ entity }}_signs
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from date_orders
