{% macro check_input_files() -%}
    {%- if execute -%}
        {%- for note in ask_door('door_check', [var('source'), var('data_folder')]).splitlines() -%}
            {%- do log('Note on the input: ' ~ note, info=true) -%}
        {%- endfor -%}
        {%- do ask_door('door_objective', [var('objective')]) -%}
    {%- endif -%}
{%- endmacro %}
