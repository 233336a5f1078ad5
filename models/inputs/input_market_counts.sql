with

market_counts as (

    select
        cast(null as string) as industry_code,
        cast(null as string) as size_class,
        cast(null as string) as region,
        cast(null as int) as company_count
    where false

)

select * from market_counts
