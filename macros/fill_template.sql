{% macro fill_template(template) -%}
    replace(
        replace({{ template }}, '{column}', coalesce(column_name, '')),
        '{value}', coalesce(bad_text, '')
    )
{%- endmacro %}
