with

prior_margins as (

    select
        spine.as_of_date,
        lines.account_key,
        sum(lines.margin_amount) as margin_amount
    from spine
    inner join input_invoice_lines as lines
        on
            lines.invoice_date > spine.start_24m_date
            and lines.invoice_date <= spine.start_12m_date
            and lines.known_date <= spine.as_of_date
    group by spine.as_of_date, lines.account_key

),

every_account as (

    select
        consumption.*,
        accounts.cost_to_serve,
        greatest(coalesce(lifetime.days_as_customer, 0) / 365.25, 1) as years,
        coalesce(
            accounts.as_of_date - cast(lifetime.days_as_customer as int) <= spine.start_12m_date, false
        ) as was_customer,
        case
            when consumption.revenue_prior_12m_amount = 0
                then coalesce(prior_margins.margin_amount, 0)
            else prior_margins.margin_amount
        end as margin_prior_12m_amount
    from naive_consumption as consumption
    inner join account_spine as accounts
        on
            consumption.as_of_date = accounts.as_of_date
            and consumption.account_key = accounts.account_key
    inner join naive_lifetime as lifetime
        on
            consumption.as_of_date = lifetime.as_of_date
            and consumption.account_key = lifetime.account_key
    inner join spine on consumption.as_of_date = spine.as_of_date
    left join prior_margins
        on
            consumption.as_of_date = prior_margins.as_of_date
            and consumption.account_key = prior_margins.account_key

)

select
    as_of_date,
    account_key,
    revenue_12m_amount,
    revenue_prior_12m_amount,
    lifetime_revenue_amount,
    margin_12m_amount,
    margin_prior_12m_amount,
    lifetime_margin_amount,
    case
        when revenue_12m_amount > 0
            then round(cast(margin_12m_amount as double) / cast(revenue_12m_amount as double), 9)
    end as margin_share,
    margin_12m_amount - cost_to_serve as profit_12m_amount,
    margin_prior_12m_amount - case when was_customer then cost_to_serve else 0 * cost_to_serve end
        as profit_prior_12m_amount,
    lifetime_margin_amount - years * cost_to_serve as lifetime_profit_amount
from every_account
