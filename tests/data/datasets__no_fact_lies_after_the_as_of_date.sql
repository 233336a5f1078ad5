{% set ages = [] %}
{% for feature_names in criterion_features().values() %}
    {% for feature_name in feature_names if feature_name.startswith('days_since_') %}
        {% do ages.append(feature_name) %}
    {% endfor %}
{% endfor %}

{% for dataset in ['dataset_model', 'dataset_verification', 'dataset_scoring'] %}
    {% for age in ages %}
        select
            '{{ dataset }}' as dataset_name,
            '{{ age }}' as feature_name,
            account_key,
            as_of_date
        from {{ ref(dataset) }}
        where {{ age }} < 0
        union all
    {% endfor %}
{% endfor %}
select
    'features_rhythm' as dataset_name,
    'last_invoice_date' as feature_name,
    account_key,
    as_of_date
from {{ ref('features_rhythm') }}
where last_invoice_date > as_of_date
