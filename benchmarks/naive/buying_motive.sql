with

sales as (

    select
        spine.as_of_date,
        lines.account_key,
        lines.invoice_key,
        products.brand,
        products.price_tier,
        lines.net_amount,
        lines.discount_amount
    from spine
    inner join input_invoice_lines as lines
        on
            lines.invoice_date > spine.start_12m_date
            and lines.invoice_date <= spine.as_of_date
            and lines.known_date <= spine.as_of_date
    inner join input_products as products on lines.product_key = products.product_key

),

discounts as (

    select
        as_of_date,
        account_key,
        coalesce(sum(discount_amount), 0) as discount_amount,
        sum(net_amount) + coalesce(sum(discount_amount), 0) as list_amount
    from sales
    group by as_of_date, account_key

),

tiers as (

    select
        as_of_date,
        account_key,
        price_tier,
        greatest(sum(net_amount), 0) as net_amount
    from sales
    where price_tier is not null
    group by as_of_date, account_key, price_tier

),

tier_shares as (

    select
        as_of_date,
        account_key,
        cast(coalesce(sum(net_amount) filter (where price_tier = 'premium'), 0) as double)
        / nullif(cast(sum(net_amount) as double), 0) as premium_tier_share
    from tiers
    group by as_of_date, account_key

),

brands as (

    select
        as_of_date,
        account_key,
        brand,
        sum(net_amount) as net_amount
    from sales
    where brand is not null
    group by as_of_date, account_key, brand
    having sum(net_amount) > 0

),

top_brands as (

    select
        as_of_date,
        account_key,
        brand,
        net_amount,
        sum(net_amount) over (partition by as_of_date, account_key) as branded_amount
    from brands
    qualify row_number() over (
        partition by as_of_date, account_key order by net_amount desc, brand
    ) = 1

),

channels as (

    select
        sales.as_of_date,
        invoices.account_key,
        invoices.invoice_key,
        any_value(invoices.sales_channel) as sales_channel
    from sales
    inner join input_invoices as invoices on sales.invoice_key = invoices.invoice_key
    where not invoices.is_credit_note and invoices.sales_channel is not null
    group by sales.as_of_date, invoices.account_key, invoices.invoice_key
    having sum(sales.net_amount) > 0

),

online as (

    select
        as_of_date,
        account_key,
        avg(case when sales_channel = 'online' then 1.0 else 0.0 end) as online_share
    from channels
    group by as_of_date, account_key

)

select
    accounts.as_of_date,
    accounts.account_key,
    top_brands.brand as top_brand,
    cast(null as varchar) as stated_motive,
    case
        when discounts.list_amount > 0
            then
                round(
                    least(
                        greatest(
                            cast(discounts.discount_amount as double)
                            / cast(discounts.list_amount as double),
                            0
                        ),
                        1
                    ),
                    9
                )
    end as discount_share,
    round(tier_shares.premium_tier_share, 9) as premium_tier_share,
    round(
        cast(top_brands.net_amount as double) / cast(top_brands.branded_amount as double), 9
    ) as top_brand_share,
    round(online.online_share, 9) as online_share
from account_spine as accounts
left join discounts
    on
        accounts.as_of_date = discounts.as_of_date
        and accounts.account_key = discounts.account_key
left join tier_shares
    on
        accounts.as_of_date = tier_shares.as_of_date
        and accounts.account_key = tier_shares.account_key
left join top_brands
    on
        accounts.as_of_date = top_brands.as_of_date
        and accounts.account_key = top_brands.account_key
left join online
    on
        accounts.as_of_date = online.as_of_date
        and accounts.account_key = online.account_key
