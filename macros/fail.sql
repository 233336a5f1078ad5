{% macro fail(message) -%}
    {{ return(adapter.dispatch('fail')(message)) }}
{%- endmacro %}
