{% macro fail(message) -%}
    {{ return(adapter.dispatch('fail')(message)) }}
{%- endmacro %}

{% macro default__fail(message) -%}
    raise_error({{ message }})
{%- endmacro %}

{% macro duckdb__fail(message) -%}
    error({{ message }})
{%- endmacro %}
