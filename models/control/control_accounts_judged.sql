with

typed as (

    select * from {{ ref('control_accounts_typed') }}

),

later_copies as (

    {{ later_copies(key=['account_id', 'valid_from'], event='typed.valid_from') }}

),

judged as (

    select
        typed.account_id,
        typed.account_name,
        typed.parent_account_id,
        typed.bill_to_account_id,
        typed.registration_number,
        typed.vat_number,
        typed.legal_form,
        typed.industry_code,
        typed.industry_code_version,
        typed.industry_name,
        typed.size_class,
        typed.country_code,
        typed.street_address,
        typed.postal_code,
        typed.city,
        typed.region,
        typed.website_domain,
        typed.credit_rating,
        typed.account_manager,
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
        {{ judge_links(key='account_id') }}
    from typed
    {{ join_later_copies() }}

)

select * from judged
