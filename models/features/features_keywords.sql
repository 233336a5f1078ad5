with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

keywords as (

    select
        as_of_date,
        account_key,
        cast(null as bigint) as keyword_visits_12m_count,
        cast(null as bigint) as keywords_12m_count,
        cast(null as double) as brand_keyword_share,
        cast(null as double) as product_keyword_share,
        cast(null as int) as days_since_last_keyword,
        cast(null as string) as top_keyword
    from attributes

)

select * from keywords
