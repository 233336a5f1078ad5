with

scoring_dates as (

    select
        dates.as_of_date,
        dates.start_12m_date
    from {{ ref('features_dates') }} as dates
    inner join {{ ref('features_spine') }} as spine
        on dates.as_of_date = spine.as_of_date
    where spine.role = 'scoring'

),

sales as (

    select
        invoice_lines.product_key,
        sum(invoice_lines.net_amount) as net_amount,
        count(
            distinct case
                when invoice_lines.net_amount > 0 then invoice_lines.invoice_key
            end
        ) as invoice_count,
        count(
            distinct case
                when invoice_lines.net_amount > 0 then invoice_lines.account_key
            end
        ) as account_count
    from {{ ref('input_invoice_lines') }} as invoice_lines
    inner join scoring_dates
        on
            invoice_lines.invoice_date <= scoring_dates.as_of_date
            and invoice_lines.invoice_date > scoring_dates.start_12m_date
            and invoice_lines.known_date <= scoring_dates.as_of_date
    group by invoice_lines.product_key

),

known_complaints as (

    select
        complaints.product_id,
        cast(complaints.opened_at as date) > scoring_dates.start_12m_date as is_last_12m
    from {{ ref('input_complaints') }} as complaints
    inner join scoring_dates
        on
            cast(complaints.opened_at as date) <= scoring_dates.as_of_date
            and complaints.known_date <= scoring_dates.as_of_date
    where complaints.product_id is not null

),

counted_complaints as (

    select
        product_id,
        count_if(is_last_12m) as complaint_count
    from known_complaints
    group by product_id

),

deliveries as (

    select case when count(*) > 0 then 0 end as count_of_none from known_complaints

),

product_quality as (

    select
        products.product_id,
        products.product_name,
        products.product_category,
        cast(
            coalesce(counted_complaints.complaint_count, deliveries.count_of_none)
            as bigint
        ) as complaints_12m_count,
        cast(coalesce(sales.invoice_count, 0) as bigint) as invoices_12m_count,
        cast(coalesce(sales.net_amount, 0) as decimal(18, 2)) as revenue_12m_amount,
        cast(coalesce(sales.account_count, 0) as bigint) as account_count,
        scoring_dates.as_of_date
    from {{ ref('input_products') }} as products
    cross join scoring_dates
    cross join deliveries
    left join sales on products.product_key = sales.product_key
    left join counted_complaints
        on products.product_id = counted_complaints.product_id

)

select * from product_quality
