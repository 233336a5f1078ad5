{# Longest chain of parents that is followed; a longer one can only be a ring. #}
{% set longest_chain = 16 %}

with recursive

accounts as (

    select
        account_id,
        parent_account_id
    from {{ ref('control_account_versions') }}
    where until_date = cast('9999-12-31' as date)

),

ancestors as (

    select
        account_id,
        account_id as ancestor_id,
        parent_account_id as next_id,
        0 as chain_depth
    from accounts
    union all
    select
        ancestors.account_id,
        parents.account_id as ancestor_id,
        parents.parent_account_id as next_id,
        ancestors.chain_depth + 1 as chain_depth
    from ancestors
    inner join accounts as parents on ancestors.next_id = parents.account_id
    where ancestors.chain_depth < {{ longest_chain }}

),

account_families as (

    select
        account_id,
        coalesce(
            min(case when next_id is null then ancestor_id end), min(ancestor_id)
        ) as family_id
    from ancestors
    group by account_id

)

select * from account_families
