{% macro duckdb__read_entity(entity) -%}
    {%- if execute -%}
        {{ ask_door('door_read_sql', [var('data_folder'), entity]) }}
    {%- else -%}
        (select 1)
    {%- endif -%}
{%- endmacro %}
