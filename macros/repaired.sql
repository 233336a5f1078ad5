{#- A column of `typed` with what control_text_corrections makes of it; '' = left out. -#}
{% macro repaired(column) -%}
    case
        when repairs.{{ column }} is null then typed.{{ column }}
        else nullif(repairs.{{ column }}, '')
    end as {{ column }}
{%- endmacro %}
