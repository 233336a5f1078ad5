with

facts as (

    select * from {{ ref('features_invoice_facts') }}

),

purchase_days as (

    select * from {{ ref('features_purchase_days') }}

),

periods as (

    select * from {{ ref('features_periods') }}

),

summed_facts as (

    select
        facts.account_key,
        cast(sum(facts.net_amount) as decimal(18, 2)) as net_amount,
        cast(sum(facts.margin_amount) as decimal(18, 2)) as margin_amount,
        cast(sum(facts.invoice_count) as bigint) as invoice_count,
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

),

counted_days as (

    select
        purchase_days.account_key,
        invoice_periods.period_date as invoice_period_date,
        known_periods.period_date as known_period_date,
        count(*) as purchase_day_count
    from purchase_days
    inner join periods as invoice_periods
        on purchase_days.invoice_date = invoice_periods.fact_date
    inner join periods as known_periods
        on purchase_days.known_date = known_periods.fact_date
    group by
        purchase_days.account_key,
        invoice_periods.period_date,
        known_periods.period_date

),

-- A purchase day has a purchase, so no day is lost in this join.
account_grain as (

    select
        summed_facts.account_key,
        summed_facts.net_amount,
        summed_facts.margin_amount,
        summed_facts.invoice_count,
        coalesce(counted_days.purchase_day_count, 0) as purchase_day_count,
        summed_facts.channel_known_count,
        summed_facts.online_count,
        summed_facts.dispute_known_count,
        summed_facts.disputed_count,
        summed_facts.invoice_period_date,
        summed_facts.known_period_date,
        summed_facts.first_purchase_date,
        summed_facts.last_purchase_date
    from summed_facts
    left join counted_days
        on
            summed_facts.account_key = counted_days.account_key
            and summed_facts.invoice_period_date = counted_days.invoice_period_date
            and summed_facts.known_period_date = counted_days.known_period_date

)

select * from account_grain
