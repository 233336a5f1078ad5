{% macro breach_columns(breaches, is_sound, relation, row_prefix='') -%}
    {#-
        A sound row takes the first branch, so the texts below cost time on bad rows only. With a
        prefix the columns judge one row by itself; without it they add to what that said.
    -#}
    {%- set rule_ids = breaches | map(attribute=0) | unique | list -%}
    case
        when {{ is_sound }} then ''
        {%- if row_prefix == '' %}
        when later_copies.is_exact then 'exact_duplicate_row'
        {%- endif %}
        else concat_ws(
            ',',
            {%- if row_prefix == '' %}
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
    end as {{ row_prefix }}rule_ids,
    {%- for name in ['bad_column_name', 'bad_text'] %}
    case
        when {{ is_sound }} then cast(null as string)
        {%- if row_prefix == '' %}
        when later_copies.is_exact then cast(null as string)
        when {{ relation }}.row_rule_ids <> '' then {{ relation }}.row_{{ name }}
        {%- endif %}
        {%- for rule_id in rule_ids %}
        {%- for breach in breaches if breach[0] == rule_id %}
        when {{ breach[2] }}
            then {% if name == 'bad_column_name' -%}
                '{{ breach[1] }}'
            {%- elif row_prefix == '' -%}
                cast({{ relation }}.{{ breach[1] }} as string)
            {%- else -%}
                trim(coalesce(
                    {{ relation }}.{{ breach[1] }}_text,
                    cast({{ relation }}.{{ breach[1] }} as string)
                ))
            {%- endif %}
        {%- endfor %}
        {%- endfor %}
    end as {{ row_prefix }}{{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
