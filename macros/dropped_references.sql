{#- Optional references of a row that lead nowhere and are left out; null where there are none. -#}
{% macro dropped_references(found) -%}
    nullif(concat_ws(
        ',',
        {%- for column, value in found.items() %}
        case
            when typed.{{ column }} is not null and {{ value }} is null then '{{ column }}'
        end{{ ',' if not loop.last }}
        {%- endfor %}
    ), '') as dropped_references
{%- endmacro %}
