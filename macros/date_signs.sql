{#-
    For each column of days one row of signs: whether some date in it can only have the day first,
    and whether some can only have the month first.
-#}
{% macro date_signs(delivered, columns) -%}
    {%- set day = '(1[3-9]|2[0-9]|3[01])' -%}
    {%- set either = '(0?[1-9]|1[0-2])' -%}
    {%- set rest = '[-/][0-9]{4}( .*)?$' -%}
    select
        {%- for column in columns %}
        {%- set text = 'trim(cast(' ~ column ~ ' as string))' %}
        max(case
            when try_cast({{ column }} as date) is not null then 0
            when {{ matches(text, '^' ~ day ~ '[-/]' ~ either ~ rest) }} then 1
        end) as {{ column }}_day_first,
        max(case
            when try_cast({{ column }} as date) is not null then 0
            when {{ matches(text, '^' ~ either ~ '[-/]' ~ day ~ rest) }} then 1
        end) as {{ column }}_month_first
        {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ delivered }}
{%- endmacro %}
