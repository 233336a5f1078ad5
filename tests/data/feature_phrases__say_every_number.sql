with

catalog as (

    select feature_name from {{ ref('feature_catalog') }}
    where not is_text

),

phrases as (

    select feature_name from {{ ref('feature_phrases') }}

),

differences as (

    select coalesce(catalog.feature_name, phrases.feature_name) as feature_name
    from catalog
    full outer join phrases on catalog.feature_name = phrases.feature_name
    where catalog.feature_name is null or phrases.feature_name is null

)

select * from differences
