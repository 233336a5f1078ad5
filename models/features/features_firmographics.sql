with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

account_groups as (

    select * from {{ ref('features_account_groups') }}

),

peer_groups as (

    select * from {{ ref('features_peer_groups') }}

),

peers as (

    select * from {{ ref('features_peers') }}

),

firmographics as (

    select
        attributes.as_of_date,
        attributes.account_key,
        account_groups.group_id,
        account_groups.duplicate_of_account_id,
        attributes.industry_code,
        peer_groups.industry_division_code,
        peer_groups.size_class,
        attributes.legal_form,
        attributes.country_code,
        attributes.region,
        attributes.city,
        attributes.employees,
        case
            when attributes.founded_date <= attributes.as_of_date
                then
                    cast(
                        extract(year from attributes.as_of_date)
                        - extract(year from attributes.founded_date)
                        - cast(
                            100 * extract(month from attributes.founded_date)
                            + extract(day from attributes.founded_date)
                            > 100 * extract(month from attributes.as_of_date)
                            + extract(day from attributes.as_of_date) as int
                        ) as int
                    )
        end as years_since_founding_number,
        attributes.annual_turnover_amount,
        peers.peer_revenue_amount,
        attributes.is_history_assumed,
        account_groups.is_parent_cycle
    from attributes
    inner join account_groups
        on
            attributes.as_of_date = account_groups.as_of_date
            and attributes.account_key = account_groups.account_key
    inner join peer_groups
        on
            attributes.as_of_date = peer_groups.as_of_date
            and attributes.account_key = peer_groups.account_key
    inner join peers
        on
            attributes.as_of_date = peers.as_of_date
            and attributes.account_key = peers.account_key

)

select * from firmographics
