with

candidates as (

    select * from {{ ref('control_account_marks') }}

),

known_ids as (

    select distinct account_id
    from {{ ref('control_accounts_judged') }}

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
