{#- A text that cannot be read as it stands, brought one step nearer to a form that can. -#}
{% macro shaped_text(text, type) -%}
    {%- if type in ['date', 'timestamp'] -%}
        replace(replace(split_part({{ text }}, ' ', 1), '/', '-'), '.', '-')
    {%- else -%}
        {%- set bare -%}
            translate(
                replace(replace(replace(upper({{ text }}), 'EUR', ''), 'USD', ''), 'GBP', ''),
                '€$£ ' || chr(160), ''
            )
        {%- endset -%}
        case
            when {{ bare }} like '%-'
                then '-' || left({{ bare }}, length({{ bare }}) - 1)
            when {{ bare }} like '(%)'
                then '-' || substr({{ bare }}, 2, length({{ bare }}) - 2)
            else {{ bare }}
        end
    {%- endif -%}
{%- endmacro %}
