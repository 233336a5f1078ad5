{#- The remainder after division by 5 of a hash's first four digits: as 16 leaves 1, that of their sum. -#}
{% macro fold_of(column) -%}
    mod(
        {%- for position in range(1, 5) %}
        instr('0123456789abcdef', substr(md5('fold:' || {{ column }}), {{ position }}, 1))
        {{- ' +' if not loop.last }}
        {%- endfor %}
        - 4, 5
    )
{%- endmacro %}
