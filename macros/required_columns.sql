{% macro required_columns(entity) -%}
    {%- set names = [] -%}
    {%- if execute -%}
        {%- for line in ask_door('door_columns', [entity]).splitlines() -%}
            {%- if line.endswith(' required') -%}
                {%- do names.append(line.split(' ')[0]) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(names) -}}
{%- endmacro %}
