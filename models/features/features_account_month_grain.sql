with

facts as (

    select * from {{ ref('features_invoice_facts') }}

),

periods as (

    select * from {{ ref('features_periods') }}

),

account_months as (

    select
        facts.account_key,
        cast(sum(facts.net_amount) as decimal(18, 2)) as net_amount,
        cast(sum(facts.margin_amount) as decimal(18, 2)) as margin_amount,
        cast(sum(facts.invoice_count) as bigint) as invoice_count,
        cast(sum(facts.purchase_day_count) as bigint) as purchase_day_count,
        cast(sum(facts.channel_known_count) as bigint) as channel_known_count,
        cast(sum(facts.online_count) as bigint) as online_count,
        cast(sum(facts.dispute_known_count) as bigint) as dispute_known_count,
        cast(sum(facts.disputed_count) as bigint) as disputed_count,
        invoice_periods.period_date as invoice_period_date,
        known_periods.period_date as known_period_date,
        min(facts.purchase_date) as first_purchase_date,
        max(facts.purchase_date) as last_purchase_date
    from facts
    inner join periods as invoice_periods
        on facts.invoice_date = invoice_periods.fact_date
    inner join periods as known_periods on facts.known_date = known_periods.fact_date
    group by
        facts.account_key, invoice_periods.period_date, known_periods.period_date

)

select * from account_months
