with

cities as (

    select * from {{ ref('base_wide_world_importers__cities') }}

),

state_provinces as (

    select * from {{ ref('base_wide_world_importers__state_provinces') }}

),

places as (

    select
        cities.city_id,
        cities.city_name,
        state_provinces.state_province_name
    from cities
    left join state_provinces
        on cities.state_province_id = state_provinces.state_province_id

)

select * from places
