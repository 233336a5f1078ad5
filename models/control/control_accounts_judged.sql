{%- set typed_accounts = ref('control_accounts_typed') -%}
{%- set repaired_columns = [
    'account_name', 'registration_number', 'vat_number', 'legal_form', 'industry_name',
    'country_code', 'street_address', 'postal_code', 'city', 'region', 'website_domain',
    'account_manager',
] -%}

with

repairs as (

    {{ text_repairs('accounts', repaired_columns) }}

),

later_copies as (

    {{ later_copies(
        typed_accounts,
        key=['account_id', 'valid_from'],
        columns=entity_columns('accounts'),
        event='typed.valid_from',
    ) }}

),

judged as (

    select
        typed.account_id,
        {{ repaired('account_name') }},
        typed.parent_account_id,
        typed.bill_to_account_id,
        {{ repaired('registration_number') }},
        {{ repaired('vat_number') }},
        {{ repaired('legal_form') }},
        typed.industry_code,
        typed.industry_code_version,
        {{ repaired('industry_name') }},
        typed.size_class,
        {{ repaired('country_code') }},
        {{ repaired('street_address') }},
        {{ repaired('postal_code') }},
        {{ repaired('city') }},
        {{ repaired('region') }},
        {{ repaired('website_domain') }},
        typed.credit_rating,
        {{ repaired('account_manager') }},
        typed.relationship_type,
        typed.account_status,
        typed.source_file,
        typed.employees,
        typed.annual_turnover,
        typed.credit_limit,
        typed.dunning_level,
        typed.cost_to_serve,
        typed.payment_terms_days,
        typed.source_row_number,
        typed.is_on_hold,
        typed.founded_date,
        typed.customer_since,
        typed.valid_from,
        typed.corrections,
        {{ judge_links(key='account_id') }}
    from {{ typed_accounts }} as typed
    left join repairs
        on
            typed.source_file = repairs.source_file
            and typed.source_row_number = repairs.source_row_number
    {{ join_later_copies() }}

)

select * from judged
