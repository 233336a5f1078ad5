{% macro currency_code() -%}
    {%- set text = var('currency_code') | string | trim | upper -%}
    {%- if text == '' -%}
        cast(null as string)
    {%- elif modules.re.match('^[A-Z]{3}$', text) -%}
        '{{ text }}'
    {%- else -%}
        {{ exceptions.raise_compiler_error(
            "INPUT: currency_code '" ~ text ~ "' is not an ISO 4217 code of three letters"
        ) }}
    {%- endif -%}
{%- endmacro %}
