with

scoring_date as (

    select as_of_date from {{ ref('features_spine') }}
    where role = 'scoring'

),

facts as (

    select
        account_key,
        greatest(invoice_date, known_date) as known_date
    from {{ ref('features_invoice_grain') }}
    union all
    select
        account_key,
        greatest(payment_date, known_date) as known_date
    from {{ ref('input_payments') }}
    union all
    select
        account_key,
        greatest(cast(created_at as date), known_date) as known_date
    from {{ ref('input_leads') }}

),

first_facts as (

    select
        facts.account_key,
        min(facts.known_date) as first_fact_date
    from facts
    inner join scoring_date on facts.known_date <= scoring_date.as_of_date
    group by facts.account_key

),

first_versions as (

    select
        account_key,
        cast(valid_from as date) as valid_from_date,
        customer_since
    from {{ ref('input_accounts') }}
    where is_earliest

),

account_starts as (

    select
        first_versions.account_key,
        least(
            first_versions.customer_since,
            first_versions.valid_from_date,
            first_facts.first_fact_date
        ) as start_date
    from first_versions
    left join first_facts on first_versions.account_key = first_facts.account_key

)

select * from account_starts
