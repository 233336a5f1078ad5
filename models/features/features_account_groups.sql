with

families as (

    select * from {{ ref('features_account_families') }}

),

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

duplicates as (

    select * from {{ ref('features_account_duplicates') }}

),

named_families as (

    select
        families.as_of_date,
        families.account_key,
        attributes.account_id,
        families.family_id,
        families.is_parent_cycle,
        duplicates.duplicate_of_account_id
    from families
    inner join attributes
        on
            families.as_of_date = attributes.as_of_date
            and families.account_key = attributes.account_key
    left join duplicates
        on
            families.as_of_date = duplicates.as_of_date
            and families.account_key = duplicates.account_key

),

account_groups as (

    select
        named_families.as_of_date,
        named_families.account_key,
        coalesce(originals.family_id, named_families.family_id) as group_id,
        named_families.duplicate_of_account_id,
        named_families.is_parent_cycle
    from named_families
    left join named_families as roots
        on
            named_families.as_of_date = roots.as_of_date
            and named_families.family_id = roots.account_id
    left join named_families as originals
        on
            roots.as_of_date = originals.as_of_date
            and roots.duplicate_of_account_id = originals.account_id

)

select * from account_groups
