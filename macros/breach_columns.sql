{% macro breach_columns(breaches, is_sound, relation, prefix) -%}
    {#- A sound row takes the first branch, so the texts below cost time on bad rows only. -#}
    {%- set rule_ids = breaches | map(attribute=0) | unique | list -%}
    case
        when {{ is_sound }} then ''
        else concat_ws(
            ',',
            {%- if prefix == '' %}
            nullif({{ relation }}.row_rule_ids, ''),
            {%- endif %}
            {%- for rule_id in rule_ids %}
            case
                when
                    {%- for breach in breaches if breach[0] == rule_id %}
                    {{ 'or ' if not loop.first }}({{ breach[2] }})
                    {%- endfor %}
                    then '{{ rule_id }}'
            end{{ ',' if not loop.last }}
            {%- endfor %}
        )
    end as {{ prefix }}rule_ids,
    {%- for name in ['bad_column_name', 'bad_text'] %}
    case
        when {{ is_sound }} then cast(null as string)
        {%- if prefix == '' %}
        when {{ relation }}.row_rule_ids <> '' then {{ relation }}.row_{{ name }}
        {%- endif %}
        {%- for rule_id in rule_ids %}
        {%- for breach in breaches if breach[0] == rule_id %}
        when {{ breach[2] }}
            then {% if name == 'bad_text' -%}
                nullif(trim(cast({{ relation }}.{{ breach[1] }} as string)), '')
            {%- else -%}
                '{{ breach[1] }}'
            {%- endif %}
        {%- endfor %}
        {%- endfor %}
    end as {{ prefix }}{{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
