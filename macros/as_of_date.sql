{% macro as_of_date() -%}
    {%- set text = var('as_of_date') | string | trim -%}
    {%- if text == '' -%}
        cast(null as date)
    {%- else -%}
        {%- set parts = modules.re.match('^((?:19|20|21)\\d{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', text) -%}
        {%- set wrong = "INPUT: as_of_date '" ~ text ~ "' is not a date: write it as YYYY-MM-DD" -%}
        {%- if not parts -%}
            {{ exceptions.raise_compiler_error(wrong) }}
        {%- endif -%}
        {%- set month_number = parts.group(2) | int -%}
        {%- set next_month = modules.datetime.date(
            (parts.group(1) | int) + month_number // 12, month_number % 12 + 1, 1
        ) -%}
        {%- if (parts.group(3) | int) > (next_month - modules.datetime.timedelta(days=1)).day -%}
            {{ exceptions.raise_compiler_error(wrong) }}
        {%- endif -%}
        cast('{{ text }}' as date)
    {%- endif -%}
{%- endmacro %}
