with

delivered as (

    select * from {{ read_entity('accounts') }}

),

accounts as (

    select
        account_id,
        account_name,
        parent_account_id,
        bill_to_account_id,
        registration_number,
        vat_number,
        legal_form,
        industry_code,
        industry_code_version,
        industry_name,
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
        customer_since,
        credit_limit,
        credit_rating,
        dunning_level,
        is_on_hold,
        cost_to_serve,
        payment_terms_days,
        account_manager,
        relationship_type,
        account_status,
        valid_from,
        source_file,
        source_row_number
    from delivered

)

select * from accounts
