{#-
    What names a row of an entity to people: its id, or the parts of its key that are there. A
    moment is named in one way, whether it was delivered as text or is read already.
-#}
{% macro row_key(entity, relation) -%}
    {%- set keys = {
        'accounts': ['account_id', 'valid_from'],
        'account_links': ['source_system', 'source_id'],
        'products': ['product_id'],
        'exchange_rates': ['currency_code', 'rate_date'],
        'invoices': ['invoice_id'],
        'invoice_lines': ['invoice_line_id'],
        'payments': ['payment_id'],
        'contacts': ['contact_id'],
        'contact_permissions': ['account_id', 'contact_id', 'channel', 'recorded_at'],
        'survey_responses': ['response_id'],
        'complaints': ['complaint_id'],
        'stated_needs': ['need_id'],
        'prospects': ['prospect_id'],
        'campaigns': ['campaign_id'],
        'leads': ['lead_id'],
        'contracts': ['contract_id'],
        'search_keywords': ['keyword', 'measured_date'],
        'referrals': ['referral_id'],
        'engagement_events': ['event_id'],
        'web_visits': ['visit_id'],
        'media_profiles': ['account_id', 'measured_at'],
        'budgets': ['account_id', 'budget_year', 'product_category'],
        'campaign_contacts': ['campaign_id', 'account_id', 'contact_id', 'contacted_at'],
        'market_counts': ['industry_code', 'size_class', 'region'],
    } -%}
    {%- set separators = {'accounts': ' from ', 'account_links': ':'} -%}
    {%- set parts = [] -%}
    {%- for column in keys[entity] -%}
        {%- set value = relation ~ '.' ~ column -%}
        {%- set text = 'cast(' ~ value ~ ' as string)' -%}
        {%- if column.endswith('_at') or column == 'valid_from' -%}
            {%- set text =
                'coalesce(cast(' ~ utc_timestamp(value) ~ ' as string), ' ~ text ~ ')' -%}
        {%- endif -%}
        {%- do parts.append(text) -%}
    {%- endfor -%}
    {%- if parts | length == 1 -%}
        {{- return(parts[0]) -}}
    {%- endif -%}
    {{- return(
        "concat_ws('" ~ separators.get(entity, ' / ') ~ "', " ~ parts | join(', ') ~ ')'
    ) -}}
{%- endmacro %}
