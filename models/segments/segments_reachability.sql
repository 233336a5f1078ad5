with

dates as (

    select
        spine.as_of_date,
        count(standing.as_of_date) > 0 as has_permissions
    from {{ ref('features_spine') }} as spine
    left join {{ ref('features_standing_permissions') }} as standing
        on spine.as_of_date = standing.as_of_date
    where spine.role in ('scoring', 'verification')
    group by spine.as_of_date

),

accounts as (

    select
        attributes.as_of_date,
        attributes.account_key,
        attributes.country_code,
        attributes.region,
        dates.has_permissions
    from {{ ref('features_account_attributes') }} as attributes
    inner join dates on attributes.as_of_date = dates.as_of_date

),

area_size as (

    select count(*) as area_count from {{ ref('rules_service_area') }}

),

inside as (

    select distinct
        accounts.as_of_date,
        accounts.account_key
    from accounts
    inner join {{ ref('rules_service_area') }} as service_area
        on
            accounts.country_code = service_area.country_code
            and (
                service_area.region is null
                or lower(service_area.region) = lower(accounts.region)
            )

),

channels as (

    select
        as_of_date,
        account_key,
        concat_ws(
            ' ',
            max(case when channel = 'email' then channel end),
            max(case when channel = 'online_ads' then channel end),
            max(case when channel = 'phone' then channel end),
            max(case when channel = 'post' then channel end)
        ) as permitted_channels
    from {{ ref('features_permitted_channels') }}
    group by as_of_date, account_key

),

reachability as (

    select
        accounts.as_of_date,
        accounts.account_key,
        case
            when accounts.has_permissions then coalesce(channels.permitted_channels, '')
        end as permitted_channels,
        area_size.area_count = 0 or inside.account_key is not null
            as is_in_service_area,
        case
            when accounts.has_permissions
                then
                    channels.account_key is not null
                    and (area_size.area_count = 0 or inside.account_key is not null)
        end as is_reachable
    from accounts
    cross join area_size
    left join channels
        on
            accounts.as_of_date = channels.as_of_date
            and accounts.account_key = channels.account_key
    left join inside
        on
            accounts.as_of_date = inside.as_of_date
            and accounts.account_key = inside.account_key

)

select * from reachability
