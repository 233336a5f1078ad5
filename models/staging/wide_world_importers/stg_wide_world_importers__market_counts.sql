with

market_counts as (

    select
        cast(null as string) as industry_code,
        cast(null as string) as size_class,
        cast(null as int) as company_count,
        cast(null as string) as region,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from market_counts
