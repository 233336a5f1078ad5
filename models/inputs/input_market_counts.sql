with

judged as (

    select * from {{ ref('control_market_counts_judged') }}

),

market_counts as (

    select
        industry_code,
        size_class,
        region,
        company_count
    from judged
    where rule_ids = ''

)

select * from market_counts
