-- A view: control_account_aliases is its one reader.
{{ config(materialized='view') }}

with

accounts as (

    select
        account_id,
        registration_number,
        vat_number,
        website_domain
    from {{ ref('control_accounts_judged') }}
    where rule_ids = ''

),

delivered_ids as (

    select distinct account_id
    from {{ ref('control_accounts_judged') }}

),

shortened as (

    {{ without_leading_zeros('delivered_ids', 'account_id') }}

),

all_marks as (

    select
        source_system || ':' || source_id as alias_id,
        account_id,
        'account_link' as match_route,
        1 as route_rank
    from {{ ref('control_account_links_judged') }}
    where rule_ids = ''
    union all
    select
        shortened.short_id as alias_id,
        shortened.account_id,
        'leading_zeros' as match_route,
        2 as route_rank
    from shortened
    inner join accounts on shortened.account_id = accounts.account_id
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
    left join {{ ref('free_mail_domains') }} as free_mail_domains
        on accounts.website_domain = free_mail_domains.domain_name
    where free_mail_domains.domain_name is null

),

account_marks as (

    select distinct
        alias_id,
        account_id,
        match_route,
        route_rank
    from all_marks
    where alias_id is not null

)

select * from account_marks
