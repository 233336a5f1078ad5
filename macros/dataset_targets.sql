{#- What the model and verification datasets can teach, as dataset_targets gives it. -#}
{% macro dataset_targets() -%}
    {{- return([
        'next_revenue_amount', 'next_margin_amount', 'has_repurchased', 'is_next_late_payer',
        'is_next_promoter', 'has_converted_lead',
    ]) -}}
{%- endmacro %}
