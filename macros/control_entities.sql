{#- The entities that pass control, in the order in which the one refers to the other. -#}
{% macro control_entities() -%}
    {{- return([
        'accounts', 'products', 'invoices', 'invoice_lines', 'payments', 'contacts',
        'survey_responses',
    ]) -}}
{%- endmacro %}
