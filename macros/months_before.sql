{% macro months_before(date_column, months) -%}
    cast({{ dbt.dateadd('month', -months, date_column) }} as date)
{%- endmacro %}
