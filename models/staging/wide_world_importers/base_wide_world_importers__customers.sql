with

delivered as (

    select * from {{ source('wide_world_importers', 'customers') }}

),

customers as (

    select
        cast(CustomerID as bigint) as customer_id,
        cast(BillToCustomerID as bigint) as bill_to_customer_id,
        cast(BuyingGroupID as bigint) as buying_group_id,
        cast(CustomerCategoryID as bigint) as customer_category_id,
        cast(DeliveryCityID as bigint) as delivery_city_id,
        cast(PrimaryContactPersonID as bigint) as primary_contact_person_id,
        cast(AlternateContactPersonID as bigint) as alternate_contact_person_id,
        CustomerName as customer_name,
        DeliveryAddressLine1 as delivery_address_line_1,
        DeliveryAddressLine2 as delivery_address_line_2,
        cast(DeliveryPostalCode as string) as delivery_postal_code,
        WebsiteURL as website_url,
        cast(CreditLimit as decimal(18,2)) as credit_limit,
        cast(PaymentDays as int) as payment_terms_days,
        IsOnCreditHold as is_on_hold,
        cast(AccountOpenedDate as date) as customer_since,
        'Sales.Customers.parquet' as source_file,
        cast(file_row_number + 2 as bigint) as source_row_number
    from delivered

)

select * from customers
