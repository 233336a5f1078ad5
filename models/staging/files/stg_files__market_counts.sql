with

delivered as (

    select * from {{ read_entity('market_counts') }}

),

market_counts as (

    select
        industry_code,
        size_class,
        company_count,
        region,
        source_file,
        source_row_number
    from delivered

)

select * from market_counts
