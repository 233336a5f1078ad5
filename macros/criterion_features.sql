{#- The features of each criterion, as seeds/reference/feature_catalog.csv lists them (a data test compares). -#}
{% macro criterion_features() -%}
    {{- return({
        'firmographics': [
            'industry_code', 'industry_division_code', 'size_class', 'legal_form',
            'country_code', 'region', 'city', 'employees', 'years_since_founding_number',
            'annual_turnover_amount', 'peer_revenue_amount',
        ],
        'potential': [
            'potential_amount', 'potential_source', 'wallet_share', 'untapped_amount',
            'peer_group', 'peer_count', 'is_capped',
        ],
        'cross_sales': [
            'categories_12m_count', 'new_categories_12m_count', 'categories_lifetime_count',
            'top_category_share', 'category_concentration_share',
        ],
        'customer_value': [
            'revenue_12m_amount', 'revenue_prior_12m_amount', 'lifetime_revenue_amount',
            'margin_12m_amount', 'margin_prior_12m_amount', 'lifetime_margin_amount',
            'margin_share', 'profit_12m_amount', 'profit_prior_12m_amount',
            'lifetime_profit_amount',
        ],
        'consumption': [
            'days_since_last_invoice', 'days_since_first_invoice', 'invoices_12m_count',
            'purchase_day_count', 'revenue_per_invoice_amount', 'days_between_purchases_value',
            'silence_in_rhythms_value', 'revenue_trend_value',
        ],
        'lifetime': [
            'days_as_customer', 'lifetime_stage', 'cohort_year', 'contracts_count',
            'contract_yearly_amount', 'days_until_contract_end', 'is_contract_ending',
        ],
        'finances': [
            'late_invoice_share', 'days_late_value', 'days_late_recent_value',
            'days_late_trend_value', 'due_invoices_12m_count', 'due_12m_amount',
            'disputed_share', 'overdue_amount', 'open_amount', 'credit_use_value',
            'dunning_level_number', 'is_on_hold',
        ],
        'ambassadorship': [
            'nps_score_number', 'nps_class', 'referrals_12m_count', 'referrals_lifetime_count',
            'converted_referrals_count', 'referred_revenue_amount',
        ],
        'media_power': [
            'audience_size_count', 'press_mentions_12m_count', 'days_since_media_measured',
        ],
        'engagement': [
            'engagement_events_12m_count', 'engagement_channels_12m_count',
            'engaged_contacts_12m_count', 'reviews_12m_count', 'review_rating_value',
            'shares_12m_count', 'web_visits_12m_count', 'days_since_last_engagement',
        ],
        'satisfaction': [
            'satisfaction_value', 'survey_responses_12m_count', 'complaints_12m_count',
            'complaints_per_100_invoices_value', 'open_complaints_count',
            'days_to_close_complaint_value',
        ],
        'pains': [
            'needs_24m_count', 'unmet_needs_count', 'need_statements_24m_count',
            'days_since_last_need', 'top_need_id', 'top_need_category',
        ],
        'keywords': [
            'keyword_visits_12m_count', 'keywords_12m_count', 'brand_keyword_share',
            'product_keyword_share', 'days_since_last_keyword', 'top_keyword',
        ],
    }) -}}
{%- endmacro %}
