with

judged as (

    select * from {{ ref('control_media_profiles_judged') }}

),

media_profiles as (

    select
        account_key,
        audience_size,
        press_mentions,
        known_date,
        measured_at,
        known_at
    from judged
    where rule_ids = ''

)

select * from media_profiles
