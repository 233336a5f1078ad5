{# Of each file the day of a row, and the day on which it became known. #}
{% set entities = {
    'accounts': ['cast(valid_from as date)', 'cast(valid_from as date)'],
    'budgets': ["cast(cast(budget_year as string) || '-01-01' as date)", 'known_date'],
    'complaints': ['cast(opened_at as date)', 'known_date'],
    'contracts': ['start_date', 'known_date'],
    'engagement_events': ['cast(occurred_at as date)', 'known_date'],
    'invoice_lines': ['invoice_date', 'known_date'],
    'invoices': ['invoice_date', 'known_date'],
    'leads': ['cast(created_at as date)', 'known_date'],
    'media_profiles': ['cast(measured_at as date)', 'known_date'],
    'payments': ['payment_date', 'known_date'],
    'referrals': ['cast(referred_at as date)', 'known_date'],
    'stated_needs': ['cast(recorded_at as date)', 'known_date'],
    'survey_responses': ['cast(responded_at as date)', 'known_date'],
    'web_visits': ['cast(visited_at as date)', 'known_date'],
} %}

with

scoring_date as (

    select as_of_date from {{ ref('features_spine') }}
    where role = 'scoring'

),

entity_records as (

    {% for entity, days in entities.items() %}
        select
            '{{ entity }}' as entity,
            count(*) as record_count,
            count(records.account_key) as matched_record_count,
            max(scoring_date.as_of_date) as as_of_date,
            min({{ days[0] }}) as first_record_date,
            max({{ days[0] }}) as last_record_date
        from {{ ref('input_' ~ entity) }} as records
        cross join scoring_date
        where
            coalesce({{ days[0] }} <= scoring_date.as_of_date, true)
            and coalesce({{ days[1] }} <= scoring_date.as_of_date, true)
        {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from entity_records
