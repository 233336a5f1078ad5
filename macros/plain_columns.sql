{#- The first of the CTEs of read_columns: what stands in each column, and what is odd about it. -#}
{% macro plain_columns(columns, days, manual_corrections) -%}
    {%- set texts = ['id', 'string', 'code', 'upper'] -%}
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

)
{%- endmacro %}
