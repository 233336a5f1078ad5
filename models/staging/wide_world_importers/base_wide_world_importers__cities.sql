with

delivered as (

    select * from {{ source('wide_world_importers', 'cities') }}

),

cities as (

    select
        cast(CityID as bigint) as city_id,
        cast(StateProvinceID as bigint) as state_province_id,
        CityName as city_name
    from delivered

)

select * from cities
