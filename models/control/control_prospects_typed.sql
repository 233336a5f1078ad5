{%- set columns = entity_columns('prospects', codes=['website_domain']) -%}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__prospects') }}

),

{{ read_columns('prospects', columns, ref('control_manual_corrections')) }},

typed as (

    select
        readings.prospect_id,
        readings.company_name,
        readings.registration_number,
        readings.vat_number,
        readings.legal_form,
        readings.industry_code,
        readings.size_class,
        readings.country_code,
        readings.street_address,
        readings.postal_code,
        readings.city,
        readings.region,
        readings.website_domain,
        readings.credit_rating,
        readings.source_file,
        readings.employees,
        readings.annual_turnover,
        readings.source_row_number,
        readings.is_competitor,
        readings.founded_date,
        {{ row_corrections(columns) }},
        {{ judge_row(
            'prospects', columns,
            ranges={'employees': [0, none]},
        ) }}
    from readings

)

select * from typed
