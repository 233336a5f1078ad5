{#- A company's name as far as it tells companies apart: no dots, capitals or legal form. -#}
{% macro name_without_form(name) -%}
    regexp_extract(
        lower(replace({{ name }}, '.', '')),
        '^(.*?)( (bv|nv|vof|cv|bvba|gmbh|ag|sa|sas|sarl|ltd|limited|plc|llc|inc))?$',
        1
    )
{%- endmacro %}
