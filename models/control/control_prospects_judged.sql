{%- set typed_prospects = ref('control_prospects_typed') -%}
{%- set repaired_columns = [
    'company_name', 'registration_number', 'vat_number', 'legal_form', 'country_code',
    'street_address', 'postal_code', 'city', 'region', 'website_domain',
] -%}

with

repairs as (

    {{ text_repairs('prospects', repaired_columns) }}

),

later_copies as (

    {{ later_copies(
        typed_prospects,
        key=['prospect_id'],
        columns=entity_columns('prospects'),
        event='typed.prospect_id',
    ) }}

),

judged as (

    select
        typed.prospect_id,
        {{ repaired('company_name') }},
        {{ repaired('registration_number') }},
        {{ repaired('vat_number') }},
        {{ repaired('legal_form') }},
        typed.industry_code,
        typed.size_class,
        {{ repaired('country_code') }},
        {{ repaired('street_address') }},
        {{ repaired('postal_code') }},
        {{ repaired('city') }},
        {{ repaired('region') }},
        {{ repaired('website_domain') }},
        typed.credit_rating,
        typed.source_file,
        typed.employees,
        typed.annual_turnover,
        typed.source_row_number,
        typed.is_competitor,
        typed.founded_date,
        typed.corrections,
        {{ judge_links(key='prospect_id') }}
    from {{ typed_prospects }} as typed
    left join repairs
        on
            typed.source_file = repairs.source_file
            and typed.source_row_number = repairs.source_row_number
    {{ join_later_copies() }}

)

select * from judged
