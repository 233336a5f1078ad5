{#- At most 180 days apart two dates are taken for exchanged, further for wrong. -#}
{% macro is_swapped(relation) -%}
    {{ relation }}.due_date < {{ relation }}.invoice_date
    and {{ dbt.datediff(relation ~ '.due_date', relation ~ '.invoice_date', 'day') }} <= 180
{%- endmacro %}
