{% macro typed(column, type) -%}
    {%- set raw = 'delivered.' ~ column -%}
    {%- set text = "nullif(trim(cast(" ~ raw ~ " as string)), '')" -%}
    {%- if type == 'string' -%}
        {{ text }}
    {%- elif type == 'code' -%}
        lower({{ text }})
    {%- elif type == 'int' -%}
        {#- try_cast rounds 12.5 to 13 without a word, hence the comparison #}
        case
            when try_cast({{ raw }} as double) = floor(try_cast({{ raw }} as double))
                then try_cast({{ raw }} as int)
        end
    {%- elif type == 'double' -%}
        {#- not-a-number and infinity are larger than every bound #}
        case
            when try_cast({{ raw }} as double) between -1e300 and 1e300
                then try_cast({{ raw }} as double)
        end
    {%- elif type == 'timestamp' -%}
        {{ utc_timestamp(raw) }}
    {%- else -%}
        try_cast({{ raw }} as {{ type }})
    {%- endif -%}
{%- endmacro %}
