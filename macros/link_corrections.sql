{#- Adds what was corrected in the light of other rows to the corrections of the row by itself. -#}
{% macro link_corrections(items) -%}
    {%- set untouched = ["typed.corrections = ''"] -%}
    {%- for condition, column, rule_id, old, new in items -%}
        {%- do untouched.append('not coalesce(' ~ condition ~ ', false)') -%}
    {%- endfor -%}
    case
        when {{ untouched | join(' and ') }} then ''
        else concat_ws(
            chr(30),
            nullif(typed.corrections, '')
            {%- for condition, column, rule_id, old, new in items %},
            case
                when {{ condition }}
                    then {{ pack_correction(column, "'" ~ rule_id ~ "'", old, new) }}
            end
            {%- endfor %}
        )
    end as corrections
{%- endmacro %}
