-- One select a feature reads one column; a case over all features would read them all
-- for each.
{% set features = criterion_features() %}

with

scoring as (

    select
        attributes.account_id,
        features.*
    from {{ ref('features_accounts') }} as features
    inner join {{ ref('features_account_attributes') }} as attributes
        on
            features.as_of_date = attributes.as_of_date
            and features.account_key = attributes.account_key
    inner join {{ ref('features_spine') }} as spine
        on features.as_of_date = spine.as_of_date
    where spine.role = 'scoring'

),

feature_values as (

    {% for criterion_id, feature_names in features.items() %}
        {% set criterion_loop = loop %}
        {% for feature_name in feature_names %}
            select
                account_id,
                '{{ criterion_id }}' as criterion_id,
                '{{ feature_name }}' as feature_name,
                {% if feature_name in text_features() %}
                    {{ feature_name }} as feature_text,
                    cast(null as double) as feature_value,
                {% else %}
                    cast(null as string) as feature_text,
                    cast({{ feature_name }} as double) as feature_value,
                {% endif %}
                as_of_date
            from scoring
            {{ 'union all' if not (criterion_loop.last and loop.last) }}
        {% endfor %}
    {% endfor %}

)

select * from feature_values
