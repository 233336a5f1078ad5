{#- Whether a text has spaces to remove; patterns cost a third of a trim that finds nothing. -#}
{% macro is_padded(text) -%}
    {{ text }} like ' %' or {{ text }} like '% ' or {{ text }} = ''
    or {{ text }} like '%' || chr(160) || '%'
{%- endmacro %}
