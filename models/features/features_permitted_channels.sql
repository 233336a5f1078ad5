with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

contacts as (

    select * from {{ ref('input_contacts') }}

),

standing as (

    select * from {{ ref('features_standing_permissions') }}

),

dates as (

    select distinct as_of_date from standing

),

ways as (

    select
        attributes.as_of_date,
        attributes.account_key,
        contacts.contact_id,
        channels.channel
    from attributes
    inner join dates on attributes.as_of_date = dates.as_of_date
    inner join contacts on attributes.account_key = contacts.account_key
    inner join (values ('email'), ('phone'), ('post'), ('online_ads'))
        as channels (channel)
        on
            (channels.channel in ('email', 'online_ads') and contacts.email is not null)
            or (channels.channel = 'phone' and contacts.phone is not null)
            or (channels.channel = 'post' and attributes.has_street_address)
    union all
    select
        attributes.as_of_date,
        attributes.account_key,
        cast(null as string) as contact_id,
        'post' as channel
    from attributes
    inner join dates on attributes.as_of_date = dates.as_of_date
    where attributes.has_street_address

),

permitted_channels as (

    select distinct
        ways.as_of_date,
        ways.account_key,
        ways.channel
    from ways
    left join standing as own
        on
            ways.as_of_date = own.as_of_date
            and ways.contact_id = own.contact_id
            and ways.channel = own.channel
    left join standing as of_account
        on
            ways.as_of_date = of_account.as_of_date
            and ways.account_key = of_account.account_key
            and ways.channel = of_account.channel
            and of_account.contact_id is null
    where
        'granted' in (own.permission, of_account.permission)
        and coalesce(own.permission, '') <> 'objected'
        and coalesce(of_account.permission, '') <> 'objected'

)

select * from permitted_channels
