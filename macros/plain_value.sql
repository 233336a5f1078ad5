{% macro plain_value(expression, type) -%}
    {%- set text = 'cast(' ~ expression ~ ' as string)' -%}
    {%- set plain_text -%}
        case
            when {{ is_padded(text) }}
                then nullif(trim(replace({{ text }}, chr(160), ' ')), '')
            else {{ text }}
        end
    {%- endset -%}
    {%- if type in ['id', 'string'] -%}
        {{ plain_text }}
    {%- elif type == 'code' -%}
        lower({{ plain_text }})
    {%- elif type == 'upper' -%}
        upper({{ plain_text }})
    {%- elif type == 'int' -%}
        {#- try_cast rounds 12.5 to 13 without a word, hence the comparison #}
        case
            when
                try_cast({{ expression }} as double)
                = floor(try_cast({{ expression }} as double))
                then try_cast({{ expression }} as int)
        end
    {%- elif type == 'double' -%}
        {#- not-a-number and infinity are larger than every bound #}
        case
            when try_cast({{ expression }} as double) between -1e300 and 1e300
                then try_cast({{ expression }} as double)
        end
    {%- elif type == 'timestamp' -%}
        {{ utc_timestamp(expression) }}
    {%- else -%}
        try_cast({{ expression }} as {{ type }})
    {%- endif -%}
{%- endmacro %}
