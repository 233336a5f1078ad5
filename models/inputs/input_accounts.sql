with

judged as (

    select * from {{ ref('control_accounts_judged') }}

),

versions as (

    select * from {{ ref('control_account_versions') }}

),

accounts as (

    select
        versions.account_key,
        judged.account_id,
        judged.account_name,
        versions.parent_account_id,
        versions.bill_to_account_id,
        judged.registration_number,
        judged.vat_number,
        judged.legal_form,
        judged.industry_code,
        judged.industry_code_version,
        judged.industry_name,
        judged.size_class,
        judged.country_code,
        judged.street_address,
        judged.postal_code,
        judged.city,
        judged.region,
        judged.website_domain,
        judged.credit_rating,
        judged.account_manager,
        judged.relationship_type,
        judged.account_status,
        judged.employees,
        judged.annual_turnover,
        judged.credit_limit,
        judged.dunning_level,
        judged.cost_to_serve,
        judged.payment_terms_days,
        versions.is_earliest,
        judged.is_on_hold,
        judged.founded_date,
        judged.customer_since,
        judged.valid_from
    from judged
    inner join versions
        on
            judged.source_file = versions.source_file
            and judged.source_row_number = versions.source_row_number

)

select * from accounts
