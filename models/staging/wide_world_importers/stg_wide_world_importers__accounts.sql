with

customers as (

    select * from {{ ref('base_wide_world_importers__customers') }}

),

customer_categories as (

    select * from {{ ref('base_wide_world_importers__customer_categories') }}

),

head_offices as (

    select * from {{ ref('base_wide_world_importers__head_offices') }}

),

places as (

    select * from {{ ref('base_wide_world_importers__places') }}

),

accounts as (

    select
        cast(customers.customer_id as string) as account_id,
        customers.customer_name as account_name,
        cast(parents.head_office_customer_id as string) as parent_account_id,
        cast(customers.bill_to_customer_id as string) as bill_to_account_id,
        cast(null as string) as registration_number,
        cast(null as string) as vat_number,
        cast(null as string) as legal_form,
        cast(null as string) as industry_code,
        cast(null as string) as industry_code_version,
        customer_categories.customer_category_name as industry_name,
        cast(null as int) as employees,
        cast(null as string) as size_class,
        cast(null as decimal(18,2)) as annual_turnover,
        cast(null as date) as founded_date,
        'US' as country_code,
        concat_ws(
            ', ', customers.delivery_address_line_1, customers.delivery_address_line_2
        ) as street_address,
        customers.delivery_postal_code as postal_code,
        places.city_name as city,
        places.state_province_name as region,
        split_part(
            replace(
                replace(lower(customers.website_url), 'https://', ''), 'http://', ''
            ),
            '/',
            1
        ) as website_domain,
        customers.customer_since,
        customers.credit_limit,
        cast(null as string) as credit_rating,
        cast(null as int) as dunning_level,
        customers.is_on_hold,
        cast(null as decimal(18,2)) as cost_to_serve,
        customers.payment_terms_days,
        cast(null as string) as account_manager,
        'transactional' as relationship_type,
        cast(null as string) as account_status,
        cast(null as timestamp) as valid_from,
        customers.source_file,
        customers.source_row_number
    from customers
    left join customer_categories
        on customers.customer_category_id = customer_categories.customer_category_id
    left join head_offices as parents
        on
            customers.buying_group_id = parents.buying_group_id
            and customers.customer_id != parents.head_office_customer_id
    left join places
        on customers.delivery_city_id = places.city_id

)

select * from accounts
