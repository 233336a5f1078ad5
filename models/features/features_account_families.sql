{# Longest chain of parents that is followed; a longer one can only be a ring. #}
{% set longest_chain = 16 %}

with recursive

attributes as (

    select
        as_of_date,
        account_key,
        account_id,
        parent_account_id
    from {{ ref('features_account_attributes') }}

),

ancestors as (

    select
        as_of_date,
        account_key,
        account_id as ancestor_id,
        parent_account_id as next_id,
        0 as chain_depth
    from attributes
    union all
    select
        ancestors.as_of_date,
        ancestors.account_key,
        parents.account_id as ancestor_id,
        parents.parent_account_id as next_id,
        ancestors.chain_depth + 1 as chain_depth
    from ancestors
    inner join attributes as parents
        on
            ancestors.as_of_date = parents.as_of_date
            and ancestors.next_id = parents.account_id
    where ancestors.chain_depth < {{ 2 * longest_chain }}

),

roots as (

    select
        as_of_date,
        account_key,
        min(case when next_id is null then ancestor_id end) as root_id,
        min(
            case
                when chain_depth >= {{ longest_chain }} then ancestor_id
            end
        ) as cycle_id
    from ancestors
    group by as_of_date, account_key

),

account_families as (

    select
        as_of_date,
        account_key,
        coalesce(root_id, cycle_id) as family_id,
        root_id is null as is_parent_cycle
    from roots

)

select * from account_families
