{#- The columns of each entity in which damaged letters are restored: names that people read. -#}
{% macro repaired_letters() -%}
    {{- return({
        'accounts': [
            'account_name', 'street_address', 'city', 'region', 'account_manager',
            'industry_name',
        ],
        'products': ['product_name', 'product_subcategory', 'brand'],
        'contacts': ['full_name', 'job_title'],
        'prospects': ['company_name', 'street_address', 'city', 'region'],
        'survey_responses': ['comment'],
    }) -}}
{%- endmacro %}
