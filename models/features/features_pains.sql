with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

pains as (

    select
        as_of_date,
        account_key,
        cast(null as bigint) as needs_24m_count,
        cast(null as bigint) as unmet_needs_count,
        cast(null as bigint) as need_statements_24m_count,
        cast(null as int) as days_since_last_need,
        cast(null as string) as top_need_id,
        cast(null as string) as top_need_category
    from attributes

)

select * from pains
