with

versions as (

    select * from {{ ref('control_account_versions') }}

),

judged as (

    select * from {{ ref('control_accounts_judged') }}

),

account_links as (

    select *
    from {{ ref('control_account_links_judged') }}
    where rule_ids = ''

),

free_mail_domains as (

    select * from {{ ref('free_mail_domains') }}

),

accounts as (

    select
        account_id,
        registration_number,
        vat_number,
        website_domain
    from judged
    where rule_ids = ''

),

known_ids as (

    select distinct account_id
    from judged

),

shortened as (

    {{ without_leading_zeros('known_ids', 'account_id') }}

),

candidates as (

    select
        source_system || ':' || source_id as alias_id,
        account_id,
        'account_link' as match_route,
        1 as route_rank
    from account_links
    union all
    select
        shortened.short_id as alias_id,
        versions.account_id,
        'leading_zeros' as match_route,
        2 as route_rank
    from shortened
    inner join versions on shortened.account_id = versions.account_id
    union all
    select
        registration_number as alias_id,
        account_id,
        'registration_number' as match_route,
        3 as route_rank
    from accounts
    union all
    select
        vat_number as alias_id,
        account_id,
        'vat_number' as match_route,
        4 as route_rank
    from accounts
    union all
    select
        accounts.website_domain as alias_id,
        accounts.account_id,
        'web_domain' as match_route,
        5 as route_rank
    from accounts
    left join free_mail_domains
        on accounts.website_domain = free_mail_domains.domain_name
    where free_mail_domains.domain_name is null

),

clear_candidates as (

    select
        candidates.alias_id,
        candidates.match_route,
        candidates.route_rank,
        max(candidates.account_id) as account_id
    from candidates
    left join known_ids on candidates.alias_id = known_ids.account_id
    where candidates.alias_id is not null and known_ids.account_id is null
    group by
        candidates.alias_id,
        candidates.match_route,
        candidates.route_rank
    having count(distinct candidates.account_id) = 1

),

first_routes as (

    select
        alias_id,
        account_id,
        match_route,
        row_number() over (
            partition by alias_id order by route_rank asc nulls last
        ) as route_number
    from clear_candidates

),

account_aliases as (

    select
        alias_id,
        account_id,
        match_route
    from first_routes
    where route_number = 1

)

select * from account_aliases
