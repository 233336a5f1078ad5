with

categories as (

    select
        spine.as_of_date,
        lines.account_key,
        lines.category_key,
        coalesce(
            sum(lines.net_amount) filter (where lines.invoice_date > spine.start_12m_date), 0
        ) as revenue_12m_amount,
        coalesce(
            sum(lines.net_amount) filter (where lines.invoice_date <= spine.start_12m_date), 0
        ) as revenue_before_amount
    from spine
    inner join input_invoice_lines as lines
        on
            lines.invoice_date <= spine.as_of_date
            and lines.known_date <= spine.as_of_date
    group by spine.as_of_date, lines.account_key, lines.category_key

),

sums as (

    select
        as_of_date,
        account_key,
        count(distinct category_key) filter (where revenue_12m_amount > 0)
            as categories_12m_count,
        count(distinct category_key) filter (
            where revenue_12m_amount > 0 and revenue_before_amount <= 0
        ) as new_categories_12m_count,
        count(distinct category_key) filter (
            where revenue_12m_amount > 0 or revenue_before_amount > 0
        ) as categories_lifetime_count,
        cast(sum(revenue_12m_amount) filter (where revenue_12m_amount > 0) as double)
            as positive_value,
        cast(max(revenue_12m_amount) filter (where revenue_12m_amount > 0) as double)
            as top_value,
        cast(
            sum(cast(revenue_12m_amount as decimal(18, 2)) * cast(revenue_12m_amount as decimal(18, 2)))
            filter (where revenue_12m_amount > 0) as double
        ) as squared_value
    from categories
    group by as_of_date, account_key

)

select
    accounts.as_of_date,
    accounts.account_key,
    coalesce(sums.categories_12m_count, 0) as categories_12m_count,
    coalesce(sums.new_categories_12m_count, 0) as new_categories_12m_count,
    coalesce(sums.categories_lifetime_count, 0) as categories_lifetime_count,
    round(sums.top_value / sums.positive_value, 9) as top_category_share,
    round(sums.squared_value / (sums.positive_value * sums.positive_value), 9)
        as category_concentration_share
from account_spine as accounts
left join sums
    on
        accounts.as_of_date = sums.as_of_date
        and accounts.account_key = sums.account_key
