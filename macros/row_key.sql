{#- What names a row of an entity to people: its id, or the parts of its key that are there. -#}
{% macro row_key(entity, relation) -%}
    {%- set keys = {
        'accounts': ['account_id', 'valid_from'],
        'products': ['product_id'],
        'invoices': ['invoice_id'],
        'invoice_lines': ['invoice_line_id'],
        'payments': ['payment_id'],
        'contacts': ['contact_id'],
        'survey_responses': ['response_id'],
    } -%}
    {%- set parts = [] -%}
    {%- for column in keys[entity] -%}
        {%- do parts.append('cast(' ~ relation ~ '.' ~ column ~ ' as string)') -%}
    {%- endfor -%}
    {%- if parts | length == 1 -%}
        {{- return(parts[0]) -}}
    {%- endif -%}
    {{- return("concat_ws(' from ', " ~ parts | join(', ') ~ ')') -}}
{%- endmacro %}
