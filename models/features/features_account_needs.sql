with

stated_needs as (

    select
        as_of_date,
        account_key,
        need_id,
        count(*) as statement_count,
        max(text_date) as last_stated_date
    from {{ ref('features_dated_statements') }}
    where kind = 'need'
    group by as_of_date, account_key, need_id

),

needs as (

    select * from {{ ref('rules_needs') }}

),

answering_assortments as (

    select distinct
        needs.need_id,
        assortments.assortment_key
    from needs
    inner join {{ ref('input_products') }} as products
        on
            {{ normalised_text('needs.product_category') }}
            = {{ normalised_text('products.product_category') }}
    inner join {{ ref('features_assortments') }} as assortments
        on products.product_key = assortments.product_key

),

-- A category is bought when its 12 months are above 0, as in features_cross_sales.
met_needs as (

    select
        stated_needs.as_of_date,
        stated_needs.account_key,
        stated_needs.need_id
    from stated_needs
    inner join {{ ref('features_dates') }} as dates
        on stated_needs.as_of_date = dates.as_of_date
    inner join answering_assortments
        on stated_needs.need_id = answering_assortments.need_id
    inner join {{ ref('features_assortment_grain') }} as sales
        on
            stated_needs.account_key = sales.account_key
            and answering_assortments.assortment_key = sales.assortment_key
    where
        sales.invoice_period_date > dates.start_12m_date
        and sales.invoice_period_date <= stated_needs.as_of_date
        and sales.known_period_date <= stated_needs.as_of_date
    group by stated_needs.as_of_date, stated_needs.account_key, stated_needs.need_id
    having sum(sales.net_amount) > 0

),

account_needs as (

    select
        stated_needs.as_of_date,
        stated_needs.account_key,
        stated_needs.need_id,
        needs.product_category,
        cast(stated_needs.statement_count as bigint) as statement_count,
        met_needs.need_id is not null as is_met,
        stated_needs.last_stated_date
    from stated_needs
    inner join needs on stated_needs.need_id = needs.need_id
    left join met_needs
        on
            stated_needs.as_of_date = met_needs.as_of_date
            and stated_needs.account_key = met_needs.account_key
            and stated_needs.need_id = met_needs.need_id

)

select * from account_needs
