{#-
    The value of a text that plain_value cannot read; null where more than one reading is possible.
    1,234 may be a thousand or a fraction and stays unread; 3/4/2024 is read by the order of its
    column, where all other dates of that column agree on one.
-#}
{% macro repaired_value(column, type) -%}
    {%- set text = column ~ '_text' -%}
    {%- set shape = column ~ '_shape' -%}
    {%- if type in ['date', 'timestamp'] -%}
        {%- set first = "lpad(split_part(" ~ shape ~ ", '-', 1), 2, '0')" -%}
        {%- set second = "lpad(split_part(" ~ shape ~ ", '-', 2), 2, '0')" -%}
        {%- set year = "split_part(" ~ shape ~ ", '-', 3) || '-'" -%}
        {%- set day_first = year ~ ' || ' ~ second ~ " || '-' || " ~ first -%}
        {%- set month_first = year ~ ' || ' ~ first ~ " || '-' || " ~ second -%}
        {%- set day -%}
            case
                when {{ matches(shape, '^[0-9]{8}$') }}
                    then
                        left({{ shape }}, 4) || '-' || substr({{ shape }}, 5, 2)
                        || '-' || right({{ shape }}, 2)
                when {{ matches(shape, '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$') }} then {{ shape }}
                when not {{ matches(shape, '^[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}$') }} then null
                when {{ first }} > '12' or {{ first }} = {{ second }} or {{ text }} like '%.%'
                    then {{ day_first }}
                when {{ second }} > '12' then {{ month_first }}
                when {{ column }}_order = 'day_first' then {{ day_first }}
                when {{ column }}_order = 'month_first' then {{ month_first }}
            end
        {%- endset -%}
        {%- if type == 'date' -%}
            try_cast({{ day }} as date)
        {%- else -%}
            {%- set time = "substr(" ~ text ~ ", length(" ~ shape ~ ") + 1)" -%}
            {{ utc_timestamp('(' ~ day ~ ' || ' ~ time ~ ')') }}
        {%- endif -%}
    {%- elif type == 'boolean' -%}
        case
            when lower({{ text }}) in ('ja', 'j', 'waar', 'x') then true
            when lower({{ text }}) in ('nee', 'onwaar') then false
        end
    {%- else -%}
        {%- set number -%}
            case
                when
                    {{ matches(shape, '^[+-]?[0-9]+,([0-9]{1,2}|[0-9]{4,})$') }}
                    or {{ matches(shape, '^[+-]?0,[0-9]+$') }}
                    then replace({{ shape }}, ',', '.')
                when
                    {{ matches(shape, '^[+-]?[0-9]{1,3}([.][0-9]{3})+,[0-9]+$') }}
                    or {{ matches(shape, '^[+-]?[0-9]{1,3}([.][0-9]{3}){2,}$') }}
                    then replace(replace({{ shape }}, '.', ''), ',', '.')
                when
                    {{ matches(shape, '^[+-]?[0-9]{1,3}(,[0-9]{3})+[.][0-9]+$') }}
                    or {{ matches(shape, '^[+-]?[0-9]{1,3}(,[0-9]{3}){2,}$') }}
                    then replace({{ shape }}, ',', '')
                when {{ matches(shape, '^[+-]?[0-9]+([.][0-9]+)?$') }} then {{ shape }}
            end
        {%- endset -%}
        {%- if type == 'int' -%}
            case
                when {{ matches(number, '^[+-]?[0-9]+([.]0*)?$') }}
                    then try_cast({{ number }} as int)
            end
        {%- else -%}
            try_cast({{ number }} as {{ type }})
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
