with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

potential as (

    select
        as_of_date,
        account_key,
        cast(null as decimal(18, 2)) as potential_amount,
        cast(null as string) as potential_source,
        cast(null as double) as wallet_share,
        cast(null as decimal(18, 2)) as untapped_amount,
        cast(null as string) as peer_group,
        cast(null as bigint) as peer_count,
        cast(null as boolean) as is_capped
    from attributes

)

select * from potential
