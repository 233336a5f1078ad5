with

delivered as (

    select * from {{ read_entity('prospects') }}

),

prospects as (

    select
        prospect_id,
        company_name,
        registration_number,
        vat_number,
        legal_form,
        industry_code,
        employees,
        size_class,
        annual_turnover,
        founded_date,
        country_code,
        street_address,
        postal_code,
        city,
        region,
        website_domain,
        credit_rating,
        is_competitor,
        source_file,
        source_row_number
    from delivered

)

select * from prospects
