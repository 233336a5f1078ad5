with

facts as (

    select * from {{ ref('features_invoice_facts') }}

),

periods as (

    select * from {{ ref('features_periods') }}

),

account_grain as (

    select
        facts.account_key,
        cast(sum(facts.net_amount) as decimal(18, 2)) as net_amount,
        cast(sum(facts.margin_amount) as decimal(18, 2)) as margin_amount,
        cast(sum(facts.invoice_count) as bigint) as invoice_count,
        cast(sum(facts.purchase_day_count) as bigint) as purchase_day_count,
        count(facts.is_online) as channel_known_count,
        count(*) filter (where facts.is_online) as online_count,
        count(facts.is_disputed) as dispute_known_count,
        count(*) filter (where facts.is_disputed) as disputed_count,
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

select * from account_grain
