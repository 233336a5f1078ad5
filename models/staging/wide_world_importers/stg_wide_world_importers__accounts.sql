with

customers as (

    select * from {{ ref('stg_wide_world_importers__customers') }}

),

accounts as (

    select
        customer_id as account_id,
        customer_name as account_name,
        head_office_customer_id as parent_account_id,
        bill_to_customer_id as bill_to_account_id,
        cast(null as string) as registration_number,
        cast(null as string) as vat_number,
        cast(null as string) as legal_form,
        cast(null as string) as industry_code,
        cast(null as string) as industry_code_version,
        customer_category_name as industry_name,
        cast(null as int) as employees,
        cast(null as string) as size_class,
        cast(null as decimal(18, 2)) as annual_turnover,
        cast(null as date) as founded_date,
        'US' as country_code,
        delivery_address as street_address,
        delivery_postal_code as postal_code,
        delivery_city_name as city,
        delivery_state_name as region,
        split_part(
            replace(lower(website_url), 'http://www.', ''), '/', 1
        ) as website_domain,
        customer_since,
        credit_limit,
        cast(null as string) as credit_rating,
        cast(null as int) as dunning_level,
        is_on_hold,
        cast(null as decimal(18, 2)) as cost_to_serve,
        payment_terms_days,
        cast(null as string) as account_manager,
        'transactional' as relationship_type,
        cast(null as string) as account_status,
        cast(null as timestamp) as valid_from,
        source_file,
        source_row_number
    from customers

)

select * from accounts
