with

$known_invoices,

sums as (

    select
        invoices.as_of_date,
        invoices.account_key,
        count(distinct invoices.invoice_key) filter (
            where
                invoices.is_purchase
                and reversed_invoices.invoice_key is null
                and invoices.invoice_date > invoices.start_12m_date
        ) as invoices_12m_count,
        count(distinct invoices.invoice_date) filter (where invoices.is_purchase)
            as purchase_day_count,
        sum(invoices.net_amount) as lifetime_revenue_amount,
        sum(invoices.margin_amount) as lifetime_margin_amount,
        sum(invoices.net_amount) filter (
            where invoices.invoice_date > invoices.start_12m_date
        ) as revenue_12m_amount,
        sum(invoices.net_amount) filter (
            where
                invoices.invoice_date > invoices.start_24m_date
                and invoices.invoice_date <= invoices.start_12m_date
        ) as revenue_prior_12m_amount,
        sum(invoices.margin_amount) filter (
            where invoices.invoice_date > invoices.start_12m_date
        ) as margin_12m_amount,
        min(invoices.invoice_date) filter (where invoices.is_purchase) as first_invoice_date,
        max(invoices.invoice_date) filter (where invoices.is_purchase) as last_invoice_date
    from known_invoices as invoices
    left join reversed_invoices
        on
            invoices.as_of_date = reversed_invoices.as_of_date
            and invoices.invoice_key = reversed_invoices.invoice_key
    group by invoices.as_of_date, invoices.account_key

),

every_account as (

    select
        accounts.as_of_date,
        accounts.account_key,
        coalesce(sums.invoices_12m_count, 0) as invoices_12m_count,
        coalesce(sums.purchase_day_count, 0) as purchase_day_count,
        accounts.as_of_date - sums.last_invoice_date as days_since_last_invoice,
        accounts.as_of_date - sums.first_invoice_date as days_since_first_invoice,
        coalesce(sums.revenue_12m_amount, 0) as revenue_12m_amount,
        coalesce(sums.revenue_prior_12m_amount, 0) as revenue_prior_12m_amount,
        coalesce(
            sums.margin_12m_amount,
            case when coalesce(sums.revenue_12m_amount, 0) = 0 then 0 end
        ) as margin_12m_amount,
        coalesce(sums.lifetime_revenue_amount, 0) as lifetime_revenue_amount,
        coalesce(
            sums.lifetime_margin_amount,
            case when coalesce(sums.lifetime_revenue_amount, 0) = 0 then 0 end
        ) as lifetime_margin_amount,
        case
            when sums.purchase_day_count > 1
                then
                    round(
                        cast(sums.last_invoice_date - sums.first_invoice_date as double)
                        / (sums.purchase_day_count - 1),
                        9
                    )
        end as days_between_purchases_value,
        greatest(coalesce(sums.revenue_12m_amount, 0), 0) as positive_amount,
        greatest(coalesce(sums.revenue_prior_12m_amount, 0), 0) as positive_prior_amount,
        sums.first_invoice_date,
        sums.last_invoice_date
    from account_spine as accounts
    left join sums
        on
            accounts.as_of_date = sums.as_of_date
            and accounts.account_key = sums.account_key

)

select
    as_of_date,
    account_key,
    invoices_12m_count,
    purchase_day_count,
    days_since_last_invoice,
    days_since_first_invoice,
    revenue_12m_amount,
    revenue_prior_12m_amount,
    margin_12m_amount,
    lifetime_revenue_amount,
    lifetime_margin_amount,
    case
        when invoices_12m_count > 0
            then cast(revenue_12m_amount / invoices_12m_count as decimal(18, 2))
    end as revenue_per_invoice_amount,
    days_between_purchases_value,
    case
        when days_between_purchases_value > 0
            then round(days_since_last_invoice / days_between_purchases_value, 9)
    end as silence_in_rhythms_value,
    case
        when positive_amount + positive_prior_amount > 0
            then
                round(
                    cast(positive_amount - positive_prior_amount as double)
                    / cast(positive_amount + positive_prior_amount as double),
                    9
                )
    end as revenue_trend_value,
    first_invoice_date,
    last_invoice_date
from every_account
