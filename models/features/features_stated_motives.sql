with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

stated_motives as (

    select
        as_of_date,
        account_key,
        cast(null as string) as stated_motive
    from attributes
    where account_key is null

)

select * from stated_motives
