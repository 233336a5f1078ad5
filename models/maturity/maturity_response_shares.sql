with

buyers as (

    select
        as_of_date,
        satisfaction_value is not null as is_respondent,
        revenue_12m_amount,
        cast(late_invoice_share as decimal(18, 9)) as late_share
    from {{ ref('features_scoring') }}
    where invoices_12m_count > 0

),

sums as (

    select
        max(as_of_date) as as_of_date,
        count(*) as buyer_count,
        count(case when is_respondent then 1 end) as respondent_count,
        cast(sum(revenue_12m_amount) as double) as revenue,
        cast(sum(case when is_respondent then revenue_12m_amount end) as double)
            as respondent_revenue,
        cast(sum(late_share) as double) / nullif(count(late_share), 0) as late_share,
        cast(sum(case when is_respondent then late_share end) as double)
        / nullif(count(case when is_respondent then late_share end), 0)
            as respondent_late_share
    from buyers

),

response_shares as (

    select
        cast(buyer_count as bigint) as buyer_count,
        cast(respondent_count as bigint) as respondent_count,
        round(cast(respondent_count as double) / nullif(buyer_count, 0), 9)
            as response_share,
        round(respondent_revenue / nullif(revenue, 0), 9) as respondent_revenue_share,
        round(
            (respondent_revenue / nullif(respondent_count, 0))
            / nullif(revenue / nullif(buyer_count, 0), 0),
            9
        ) as respondent_revenue_ratio_value,
        round(respondent_late_share - late_share, 9) as late_share_difference_value,
        as_of_date
    from sums

)

select * from response_shares
