{#- Portable: engines differ in the names of their pattern operators, not in this one. -#}
{% macro matches(text, pattern) -%}
    regexp_extract({{ text }}, '{{ pattern }}', 0) <> ''
{%- endmacro %}
