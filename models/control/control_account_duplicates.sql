with

accounts as (

    select
        judged.account_id,
        families.family_id,
        judged.registration_number,
        judged.vat_number,
        judged.country_code,
        judged.postal_code || ' ' || {{ name_without_form('judged.account_name') }}
            as postcode_and_name,
        judged.customer_since
    from {{ ref('control_accounts_judged') }} as judged
    inner join {{ ref('control_account_versions') }} as versions
        on
            judged.source_file = versions.source_file
            and judged.source_row_number = versions.source_row_number
    inner join {{ ref('control_account_families') }} as families
        on judged.account_id = families.account_id
    where versions.until_date = cast('9999-12-31' as date)

),

pairs as (

    {{ same_company('accounts', 'registration_number', 'same_registration_number',
        ['country_code']) }}
    union all
    {{ same_company('accounts', 'vat_number', 'same_vat_number') }}

),

name_pairs as (

    {{ same_company('accounts', 'postcode_and_name', 'same_name_and_postcode') }}

),

doubtful_pairs as (

    select name_pairs.*
    from name_pairs
    inner join accounts on name_pairs.account_id = accounts.account_id
    inner join accounts as originals on name_pairs.original_id = originals.account_id
    where
        accounts.registration_number is null
        or originals.registration_number is null

),

ranked_pairs as (

    select
        account_id,
        original_id,
        rule_id,
        row_number() over (
            partition by account_id order by rule_id asc nulls last
        ) as pair_number
    from pairs

),

account_duplicates as (

    select
        account_id,
        original_id as duplicate_of_account_id,
        rule_id
    from ranked_pairs
    where pair_number = 1
    union all
    select
        doubtful_pairs.account_id,
        doubtful_pairs.original_id as duplicate_of_account_id,
        doubtful_pairs.rule_id
    from doubtful_pairs
    left join pairs on doubtful_pairs.account_id = pairs.account_id
    where pairs.account_id is null

)

select * from account_duplicates
