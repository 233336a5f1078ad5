{%- set columns = entity_columns(
    'accounts', codes=['website_domain', 'relationship_type']
) -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__accounts') }}

),

{{ read_columns('accounts', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.account_id,
        readings.account_name,
        readings.parent_account_id,
        readings.bill_to_account_id,
        readings.registration_number,
        readings.vat_number,
        readings.legal_form,
        readings.industry_code,
        readings.industry_code_version,
        readings.industry_name,
        readings.size_class,
        readings.country_code,
        readings.street_address,
        readings.postal_code,
        readings.city,
        readings.region,
        readings.website_domain,
        readings.credit_rating,
        readings.account_manager,
        readings.relationship_type,
        readings.account_status,
        readings.source_file,
        readings.employees,
        readings.annual_turnover,
        readings.credit_limit,
        readings.dunning_level,
        readings.cost_to_serve,
        readings.payment_terms_days,
        readings.source_row_number,
        readings.is_on_hold,
        readings.founded_date,
        readings.customer_since,
        readings.valid_from,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'accounts', columns,
            lists={'relationship_type': ['contract', 'transactional']},
            ranges={
                'employees': [0, none], 'dunning_level': [0, none],
                'payment_terms_days': [0, 3650],
            },
        ) }}
    from readings

)

select * from typed
