{# A plain cast drops a written offset: 10:00+02:00 would stay 10:00. Needs a session in UTC. #}
{% macro duckdb__utc_timestamp(expression) -%}
    cast(try_cast({{ expression }} as timestamptz) as timestamp)
{%- endmacro %}
