with

buying_groups as (

    select * from {{ source('wide_world_importers', 'buying_groups') }}

),

cities as (

    select * from {{ source('wide_world_importers', 'cities') }}

),

customer_categories as (

    select * from {{ source('wide_world_importers', 'customer_categories') }}

),

customers as (

    select * from {{ source('wide_world_importers', 'customers') }}

),

state_provinces as (

    select * from {{ source('wide_world_importers', 'state_provinces') }}

),

head_offices as (

    select
        buying_groups.buyinggroupid,
        customers.customerid
    from buying_groups
    inner join customers
        on
            buying_groups.buyinggroupid = customers.buyinggroupid
            and buying_groups.buyinggroupname || ' (Head Office)'
            = customers.customername

),

described_customers as (

    select
        cast(customers.customerid as string) as customer_id,
        cast(customers.billtocustomerid as string) as bill_to_customer_id,
        cast(head_offices.customerid as string) as head_office_customer_id,
        cast(customers.primarycontactpersonid as string) as primary_contact_person_id,
        cast(cast(customers.alternatecontactpersonid as bigint) as string)
            as alternate_contact_person_id,
        customers.customername as customer_name,
        customer_categories.customercategoryname as customer_category_name,
        concat_ws(', ', customers.deliveryaddressline1, customers.deliveryaddressline2)
            as delivery_address,
        cast(customers.deliverypostalcode as string) as delivery_postal_code,
        cities.cityname as delivery_city_name,
        state_provinces.stateprovincename as delivery_state_name,
        customers.websiteurl as website_url,
        cast(customers.creditlimit as decimal(18, 2)) as credit_limit,
        cast(customers.paymentdays as int) as payment_terms_days,
        customers.isoncredithold as is_on_hold,
        cast(customers.accountopeneddate as date) as customer_since,
        'Sales.Customers.parquet' as source_file,
        cast(customers.file_row_number + 2 as bigint) as source_row_number
    from customers
    left join customer_categories
        on customers.customercategoryid = customer_categories.customercategoryid
    left join cities
        on customers.deliverycityid = cities.cityid
    left join state_provinces
        on cities.stateprovinceid = state_provinces.stateprovinceid
    left join head_offices
        on
            customers.buyinggroupid = head_offices.buyinggroupid
            and customers.customerid != head_offices.customerid

)

select * from described_customers
