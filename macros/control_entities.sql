{#- The entities that pass control, in the order in which the one refers to the other. -#}
{% macro control_entities() -%}
    {{- return([
        'accounts', 'account_links', 'products', 'exchange_rates', 'invoices', 'invoice_lines',
        'payments', 'contacts', 'contact_permissions', 'survey_responses', 'complaints',
        'stated_needs', 'prospects', 'campaigns', 'leads', 'contracts', 'search_keywords',
        'referrals', 'engagement_events', 'web_visits', 'media_profiles', 'budgets',
        'campaign_contacts', 'market_counts',
    ]) -}}
{%- endmacro %}
