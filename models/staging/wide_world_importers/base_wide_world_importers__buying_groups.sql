with

delivered as (

    select * from {{ source('wide_world_importers', 'buying_groups') }}

),

buying_groups as (

    select
        cast(BuyingGroupID as bigint) as buying_group_id,
        BuyingGroupName as buying_group_name
    from delivered

)

select * from buying_groups
