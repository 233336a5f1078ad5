{#- One correction as text: column, rule, old and new value with a unit separator between. -#}
{% macro pack_correction(column, rule_id, old, new) -%}
    '{{ column }}' || chr(31) || {{ rule_id }} || chr(31)
    || translate(coalesce(cast({{ old }} as string), ''), chr(30) || chr(31), '  ') || chr(31)
    || translate(coalesce(cast({{ new }} as string), ''), chr(30) || chr(31), '  ')
{%- endmacro %}
