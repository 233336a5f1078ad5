{#- A CTE body: the repaired texts of an entity, one row per row of it that has any. -#}
{% macro text_repairs(entity, columns) -%}
    select
        source_file,
        source_row_number
        {%- for column in columns %},
        max(case when column_name = '{{ column }}' then new_text end) as {{ column }}
        {%- endfor %}
    from {{ ref('control_text_corrections') }}
    where entity = '{{ entity }}'
    group by
        source_file,
        source_row_number
{%- endmacro %}
