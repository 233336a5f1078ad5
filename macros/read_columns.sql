{#-
    Gives the CTEs from `delivered` to `readings`: every column of the entity in its type, and
    <column>_text = what was delivered, where that is not the value as it stands. Types: id, string,
    code (lower case), upper, int, double, decimal(18, 2), boolean, date, timestamp. What a person
    decided comes from `manual_corrections`, a relation; without one nothing is decided.
-#}
{% macro read_columns(entity, columns, manual_corrections=none) -%}
    {%- set texts = ['id', 'string', 'code', 'upper'] -%}
    {%- set orders = ref('control_date_orders') -%}
    {%- set days = [] -%}
    {%- for column, type in columns.items() if type in ['date', 'timestamp'] -%}
        {%- do days.append(column) -%}
    {%- endfor -%}
{% if manual_corrections -%}
manual_values as (

    select
        source_file,
        source_row_number
        {%- for column in columns %},
        max(case when column_name = '{{ column }}' then new_value end) as {{ column }}
        {%- endfor %}
    from {{ manual_corrections }}
    where entity = '{{ entity }}' and is_applied
    group by
        source_file,
        source_row_number

),

{% endif -%}
{% if days -%}
date_orders as (

    select
        {%- for column in days %}
        max(case when column_name = '{{ column }}' then date_order end) as {{ column }}
        {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ orders }}
    where entity = '{{ entity }}'

),

{% endif -%}
{{ plain_columns(columns, days, manual_corrections) }},

shapes as (

    select
        *
        {%- for column, type in columns.items() if type not in texts + ['boolean'] %},
        case
            when {{ column }}_text is not null
                then {{ shaped_text(column ~ '_text', type) }}
        end as {{ column }}_shape
        {%- endfor %}
    from plain_values

),

readings as (

    select
        source_file,
        source_row_number
        {%- for column, type in columns.items() %},
        {%- if type == 'id' %}
        {{ column }},
        {%- elif type in texts %}
        case
            when
                {{ column }}_text is not null
                and {{ is_null_word(column ~ '_text') }}
                then null
            else {{ column }}
        end as {{ column }},
        {%- else %}
        case
            when {{ column }}_text is null then {{ column }}
            else {{ repaired_value(column, type) }}
        end as {{ column }},
        {%- endif %}
        {{ column }}_text
        {%- endfor %}
    from shapes

)
{%- endmacro %}
