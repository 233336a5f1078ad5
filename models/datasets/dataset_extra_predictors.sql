{% set attribute_names = [
    'account_status', 'credit_rating', 'account_manager', 'relationship_type', 'city',
    'industry_name',
] %}

with

rules as (

    select * from {{ ref('rules_extra_predictors') }}

),

accounts as (

    select distinct
        account_key,
        as_of_date
    from {{ ref('dataset_accounts') }}

),

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

extra_predictors as (

    select
        accounts.account_key,
        rules.attribute_name,
        case rules.attribute_name
            {% for attribute_name in attribute_names %}
                when '{{ attribute_name }}' then attributes.{{ attribute_name }}
            {% endfor %}
        end as attribute_text,
        rules.criterion_id,
        accounts.as_of_date
    from accounts
    inner join attributes
        on
            accounts.as_of_date = attributes.as_of_date
            and accounts.account_key = attributes.account_key
    cross join rules

)

select * from extra_predictors
