{#- What read_columns corrected in a row of `readings`, packed; '' where nothing. -#}
{% macro row_corrections(columns, also=[]) -%}
    {%- set texts = [] -%}
    {%- set untouched = [] -%}
    {%- set packed = [] -%}
    {%- for column, type in columns.items() -%}
        {%- set value = 'readings.' ~ column -%}
        {%- set text = value ~ '_text' -%}
        {%- do texts.append(text) -%}
        {%- if type in ['id', 'string', 'code', 'upper'] -%}
            {%- set rule_id -%}
                case
                    when {{ value }} is null then 'null_word'
                    when lower({{ text }}) = lower({{ value }}) then 'letter_case'
                    else 'spaces'
                end
            {%- endset -%}
        {%- elif type in ['date', 'timestamp', 'boolean'] -%}
            {%- set rule_id -%}
                case
                    when {{ value }} is null then 'null_word'
                    else '{{ 'boolean_word' if type == 'boolean' else 'date_format' }}'
                end
            {%- endset -%}
        {%- else -%}
            {%- set rule_id -%}
                case
                    when {{ value }} is null then 'null_word'
                    when {{ matches('trim(' ~ text ~ ')', '^[+-]?[0-9]+,[0-9]+$') }}
                        then 'decimal_comma'
                    else 'number_format'
                end
            {%- endset -%}
        {%- endif -%}
        {%- set is_corrected -%}
            {{ text }} is not null
            and ({{ value }} is not null or {{ is_null_word(text) }})
        {%- endset -%}
        {%- do packed.append((is_corrected, column, rule_id, text, value)) -%}
    {%- endfor -%}
    {%- for condition, column, rule_id, old, new in also -%}
        {%- do untouched.append('not coalesce(' ~ condition ~ ', false)') -%}
        {%- do packed.append((condition, column, "'" ~ rule_id ~ "'", old, new)) -%}
    {%- endfor -%}
    case
        when
            coalesce({{ texts | join(', ') }}) is null
            {%- for condition in untouched %}
            and {{ condition }}
            {%- endfor %}
            then ''
        else concat_ws(
            chr(30),
            {%- for condition, column, rule_id, old, new in packed %}
            case
                when {{ condition }} then {{ pack_correction(column, rule_id, old, new) }}
            end{{ ',' if not loop.last }}
            {%- endfor %}
        )
    end as corrections
{%- endmacro %}
