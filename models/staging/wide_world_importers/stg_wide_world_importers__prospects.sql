with

prospects as (

    select
        cast(null as string) as prospect_id,
        cast(null as string) as company_name,
        cast(null as string) as registration_number,
        cast(null as string) as vat_number,
        cast(null as string) as legal_form,
        cast(null as string) as industry_code,
        cast(null as int) as employees,
        cast(null as string) as size_class,
        cast(null as decimal(18, 2)) as annual_turnover,
        cast(null as date) as founded_date,
        cast(null as string) as country_code,
        cast(null as string) as street_address,
        cast(null as string) as postal_code,
        cast(null as string) as city,
        cast(null as string) as region,
        cast(null as string) as website_domain,
        cast(null as string) as credit_rating,
        cast(null as boolean) as is_competitor,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from prospects
