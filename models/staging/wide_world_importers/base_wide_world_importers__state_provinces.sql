with

delivered as (

    select * from {{ source('wide_world_importers', 'state_provinces') }}

),

state_provinces as (

    select
        cast(StateProvinceID as bigint) as state_province_id,
        StateProvinceName as state_province_name
    from delivered

)

select * from state_provinces
