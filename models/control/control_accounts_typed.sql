-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__accounts') }}

),

typed as (

    select
        {{ typed('account_id', 'string') }} as account_id,
        {{ typed('account_name', 'string') }} as account_name,
        {{ typed('parent_account_id', 'string') }} as parent_account_id,
        {{ typed('bill_to_account_id', 'string') }} as bill_to_account_id,
        {{ typed('registration_number', 'string') }} as registration_number,
        {{ typed('vat_number', 'string') }} as vat_number,
        {{ typed('legal_form', 'string') }} as legal_form,
        {{ typed('industry_code', 'string') }} as industry_code,
        {{ typed('industry_code_version', 'string') }} as industry_code_version,
        {{ typed('industry_name', 'string') }} as industry_name,
        {{ typed('size_class', 'string') }} as size_class,
        upper({{ typed('country_code', 'string') }}) as country_code,
        {{ typed('street_address', 'string') }} as street_address,
        {{ typed('postal_code', 'string') }} as postal_code,
        {{ typed('city', 'string') }} as city,
        {{ typed('region', 'string') }} as region,
        {{ typed('website_domain', 'code') }} as website_domain,
        {{ typed('credit_rating', 'string') }} as credit_rating,
        {{ typed('account_manager', 'string') }} as account_manager,
        {{ typed('relationship_type', 'code') }} as relationship_type,
        {{ typed('account_status', 'string') }} as account_status,
        delivered.source_file,
        {{ typed('employees', 'int') }} as employees,
        {{ typed('annual_turnover', 'decimal(18, 2)') }} as annual_turnover,
        {{ typed('credit_limit', 'decimal(18, 2)') }} as credit_limit,
        {{ typed('dunning_level', 'int') }} as dunning_level,
        {{ typed('cost_to_serve', 'decimal(18, 2)') }} as cost_to_serve,
        {{ typed('payment_terms_days', 'int') }} as payment_terms_days,
        delivered.source_row_number,
        {{ typed('is_on_hold', 'boolean') }} as is_on_hold,
        {{ typed('founded_date', 'date') }} as founded_date,
        {{ typed('customer_since', 'date') }} as customer_since,
        {{ typed('valid_from', 'timestamp') }} as valid_from,
        {{ judge_row(
            required=['account_id', 'account_name'],
            types={
                'employees': 'int', 'annual_turnover': 'decimal(18, 2)',
                'founded_date': 'date', 'customer_since': 'date',
                'credit_limit': 'decimal(18, 2)', 'dunning_level': 'int',
                'is_on_hold': 'boolean', 'cost_to_serve': 'decimal(18, 2)',
                'payment_terms_days': 'int', 'valid_from': 'timestamp',
            },
            lists={'relationship_type': ['contract', 'transactional']},
            ranges={
                'employees': [0, none], 'dunning_level': [0, none],
                'payment_terms_days': [0, 3650],
            },
        ) }}
    from delivered

)

select * from typed
