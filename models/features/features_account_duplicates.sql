with

accounts as (

    select
        attributes.as_of_date,
        attributes.account_key,
        attributes.account_id,
        families.family_id,
        attributes.registration_number,
        attributes.vat_number,
        attributes.country_code,
        attributes.customer_since_date as customer_since
    from {{ ref('features_account_attributes') }} as attributes
    inner join {{ ref('features_account_families') }} as families
        on
            attributes.as_of_date = families.as_of_date
            and attributes.account_key = families.account_key

),

pairs as (

    {{ same_company('accounts', 'registration_number', 'same_registration_number',
        ['as_of_date', 'country_code']) }}
    union all
    {{ same_company('accounts', 'vat_number', 'same_vat_number', ['as_of_date']) }}

),

ranked_pairs as (

    select
        *,
        row_number() over (
            partition by as_of_date, account_id order by rule_id asc nulls last
        ) as pair_number
    from pairs

),

account_duplicates as (

    select
        ranked_pairs.as_of_date,
        accounts.account_key,
        ranked_pairs.original_id as duplicate_of_account_id
    from ranked_pairs
    inner join accounts
        on
            ranked_pairs.as_of_date = accounts.as_of_date
            and ranked_pairs.account_id = accounts.account_id
    where ranked_pairs.pair_number = 1

)

select * from account_duplicates
