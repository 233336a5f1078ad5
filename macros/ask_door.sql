{% macro ask_door(function_name, arguments) -%}
    {%- set quoted = [] -%}
    {%- for argument in arguments -%}
        {%- do quoted.append(dbt.string_literal(dbt.escape_single_quotes(argument))) -%}
    {%- endfor -%}
    {%- set question = 'select ' ~ function_name ~ '(' ~ quoted | join(', ') ~ ')' -%}
    {%- set answer = run_query(question).rows[0][0] or '' -%}
    {%- if answer.startswith('ERROR: ') -%}
        {{- exceptions.raise_compiler_error('INPUT: ' ~ answer[7:]) -}}
    {%- endif -%}
    {{- return(answer) -}}
{%- endmacro %}
