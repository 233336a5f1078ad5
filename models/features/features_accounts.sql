-- A view: its readers take the columns and the dates that they need.
{{ config(materialized='view') }}
{% set features = [] %}
{% for criterion_id, feature_names in criterion_features().items() %}
    {% for feature_name in feature_names %}
        {% do features.append(criterion_id ~ '.' ~ feature_name) %}
    {% endfor %}
{% endfor %}

with

accounts as (

    select
        attributes.as_of_date,
        attributes.account_key,
        {{ features | join(', ') }}
    from {{ ref('features_account_attributes') }} as attributes
    left join {{ ref('features_firmographics') }} as firmographics
        on
            attributes.as_of_date = firmographics.as_of_date
            and attributes.account_key = firmographics.account_key
    left join {{ ref('features_potential') }} as potential
        on
            attributes.as_of_date = potential.as_of_date
            and attributes.account_key = potential.account_key
    left join {{ ref('features_cross_sales') }} as cross_sales
        on
            attributes.as_of_date = cross_sales.as_of_date
            and attributes.account_key = cross_sales.account_key
    left join {{ ref('features_customer_value') }} as customer_value
        on
            attributes.as_of_date = customer_value.as_of_date
            and attributes.account_key = customer_value.account_key
    left join {{ ref('features_consumption') }} as consumption
        on
            attributes.as_of_date = consumption.as_of_date
            and attributes.account_key = consumption.account_key
    left join {{ ref('features_lifetime') }} as lifetime
        on
            attributes.as_of_date = lifetime.as_of_date
            and attributes.account_key = lifetime.account_key
    left join {{ ref('features_finances') }} as finances
        on
            attributes.as_of_date = finances.as_of_date
            and attributes.account_key = finances.account_key
    left join {{ ref('features_ambassadorship') }} as ambassadorship
        on
            attributes.as_of_date = ambassadorship.as_of_date
            and attributes.account_key = ambassadorship.account_key
    left join {{ ref('features_media_power') }} as media_power
        on
            attributes.as_of_date = media_power.as_of_date
            and attributes.account_key = media_power.account_key
    left join {{ ref('features_engagement') }} as engagement
        on
            attributes.as_of_date = engagement.as_of_date
            and attributes.account_key = engagement.account_key
    left join {{ ref('features_satisfaction') }} as satisfaction
        on
            attributes.as_of_date = satisfaction.as_of_date
            and attributes.account_key = satisfaction.account_key
    left join {{ ref('features_pains') }} as pains
        on
            attributes.as_of_date = pains.as_of_date
            and attributes.account_key = pains.account_key
    left join {{ ref('features_keywords') }} as keywords
        on
            attributes.as_of_date = keywords.as_of_date
            and attributes.account_key = keywords.account_key

)

select * from accounts
