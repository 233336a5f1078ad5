with

judged as (

    select * from {{ ref('control_prospects_judged') }}

),

prospects as (

    select
        prospect_id,
        company_name,
        registration_number,
        vat_number,
        legal_form,
        industry_code,
        size_class,
        country_code,
        street_address,
        postal_code,
        city,
        region,
        website_domain,
        credit_rating,
        employees,
        annual_turnover,
        is_competitor,
        founded_date
    from judged
    where rule_ids = ''

)

select * from prospects
