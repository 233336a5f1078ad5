with

products as (

    select * from {{ ref('input_products') }}

),

numbered as (

    select
        product_key,
        cast(
            dense_rank() over (
                order by
                    category_key asc nulls last,
                    brand asc nulls last,
                    price_tier asc nulls last
            ) as int
        ) as assortment_key,
        category_key,
        case
            when brand is not null
                then cast(dense_rank() over (order by brand asc nulls last) as int)
        end as brand_key,
        brand,
        price_tier
    from products

),

assortments as (

    select
        product_key,
        assortment_key,
        cast(min(assortment_key) over (partition by category_key) as int)
            as category_assortment_key,
        category_key,
        brand_key,
        brand,
        price_tier
    from numbered

)

select * from assortments
