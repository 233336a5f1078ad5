{#-
    The columns of an entity with the types that they are read in, from the input contract. While
    dbt parses there is no connection: then it is empty, and nothing but refs counts.
-#}
{% macro entity_columns(entity, codes=[], uppers=[]) -%}
    {%- set columns = {} -%}
    {%- if execute -%}
        {%- for line in ask_door('door_columns', [entity]).splitlines() -%}
            {%- set name, type, need = line.split(' ') -%}
            {%- do columns.update({
                name: 'code' if name in codes else 'upper' if name in uppers
                else 'decimal(18, 2)' if type == 'money'
                else 'string' if type == 'id' and need == 'optional' else type
            }) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(columns) -}}
{%- endmacro %}
