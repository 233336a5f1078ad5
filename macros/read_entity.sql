{% macro read_entity(entity) -%}
    {{ return(adapter.dispatch('read_entity')(entity)) }}
{%- endmacro %}
