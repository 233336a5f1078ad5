{#- The features that are categories; all others are numbers or yes and no. -#}
{% macro text_features() -%}
    {{- return([
        'industry_code', 'industry_division_code', 'size_class', 'legal_form', 'country_code',
        'region', 'city', 'potential_source', 'peer_group', 'lifetime_stage', 'cohort_year',
        'nps_class', 'top_need_id', 'top_need_category', 'top_keyword',
    ]) -}}
{%- endmacro %}
