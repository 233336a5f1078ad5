{% macro account_dataset(role, targets=[]) -%}
with

accounts as (

    select * from {{ ref('dataset_accounts') }}
    where role = '{{ role }}'

),

features as (

    select * from {{ ref('features_accounts') }}

),

{% if targets -%}
targets as (

    select * from {{ ref('dataset_targets') }}
    where role = '{{ role }}'

),

{% endif -%}
dataset as (

    select
        accounts.account_key,
        accounts.account_id,
        accounts.group_id,
        accounts.ineligible_reason,
        {%- for feature_names in criterion_features().values() %}
        {%- for feature_name in feature_names %}
        features.{{ feature_name }},
        {%- endfor %}
        {%- endfor %}
        {%- for target in targets %}
        targets.{{ target }},
        {%- endfor %}
        accounts.fold_number,
        accounts.is_eligible,
        accounts.as_of_date
    from accounts
    inner join features
        on
            accounts.as_of_date = features.as_of_date
            and accounts.account_key = features.account_key
    {%- if targets %}
    inner join targets on accounts.account_key = targets.account_key
    {%- endif %}

)

select * from dataset
{%- endmacro %}
