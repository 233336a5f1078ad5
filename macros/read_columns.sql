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
plain_values as (

    select
        delivered.source_file,
        delivered.source_row_number
        {%- for column in days %},
        date_orders.{{ column }} as {{ column }}_order
        {%- endfor %}
        {%- for column, type in columns.items() %}
        {%- set raw = 'delivered.' ~ column -%}
        {%- set manual = 'manual_values.' ~ column -%}
        {%- set text = 'cast(' ~ raw ~ ' as string)' -%}
        {%- set plain = plain_value(raw, type) -%},
        {%- if manual_corrections and type in texts %}
        {{ plain_value('coalesce(' ~ manual ~ ', ' ~ text ~ ')', type) }} as {{ column }},
        {%- elif manual_corrections %}
        case
            when {{ manual }} = '' then null
            else coalesce({{ plain_value(manual, type) }}, {{ plain }})
        end as {{ column }},
        {%- else %}
        {{ plain }} as {{ column }},
        {%- endif %}
        case
            {%- if manual_corrections %}
            when {{ manual }} is not null then null
            {%- endif %}
            {%- if type in texts %}
            when {{ is_padded(text) }} then nullif({{ text }}, '')
            {%- endif %}
            {%- if type in ['code', 'upper'] %}
            when {{ text }} <> {{ plain }} then {{ text }}
            {%- endif %}
            {%- if type in ['string', 'code', 'upper'] %}
            when length({{ text }}) <= 6 and {{ is_null_word(text) }} then {{ text }}
            {%- elif type != 'id' %}
            when {{ plain }} is null then nullif(trim({{ text }}), '')
            {%- endif %}
        end as {{ column }}_text
        {%- endfor %}
    from delivered
    {%- if manual_corrections %}
    left join manual_values
        on
            delivered.source_file = manual_values.source_file
            and delivered.source_row_number = manual_values.source_row_number
    {%- endif %}
    {%- if days %}
    cross join date_orders
    {%- endif %}

),

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
