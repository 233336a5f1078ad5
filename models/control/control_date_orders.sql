{%- set entities = control_entities() -%}
{%- set days = {} -%}
{%- for entity in entities -%}
    {%- set names = [] -%}
    {%- for column, type in entity_columns(entity).items() -%}
        {%- if type in ['date', 'timestamp'] -%}
            {%- do names.append(column) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do days.update({entity: names}) -%}
{%- endfor -%}

{%- set day = '(1[3-9]|2[0-9]|3[01])' -%}
{%- set either = '(0?[1-9]|1[0-2])' -%}
{%- set rest = '[-/][0-9]{4}( .*)?$' -%}

with

{% for entity, columns in days.items() -%}
{%- set delivered = ref('stg_' ~ var('source') ~ '__' ~ entity) -%}
{%- if columns -%}
{{ entity }}_signs as (

    select
        {%- for column in columns %}
        {%- set text = 'trim(cast(' ~ column ~ ' as string))' %}
        max(case
            when try_cast({{ column }} as date) is not null then 0
            when {{ matches(text, '^' ~ day ~ '[-/]' ~ either ~ rest) }} then 1
        end) as {{ column }}_day_first,
        max(case
            when try_cast({{ column }} as date) is not null then 0
            when {{ matches(text, '^' ~ either ~ '[-/]' ~ day ~ rest) }} then 1
        end) as {{ column }}_month_first
        {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ delivered }}

),

{% endif -%}
{%- endfor -%}
date_orders as (

    {% for entity, columns in days.items() if columns -%}
    {%- set is_last_entity = loop.last -%}
    {%- for column in columns %}
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
        {% if not (loop.last and is_last_entity) %}union all{% endif %}
    {%- endfor %}
    {%- endfor %}
)

select * from date_orders
