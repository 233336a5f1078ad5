with

judged as (

    select * from {{ ref('control_accounts_judged') }}

),

account_keys as (

    select * from {{ ref('control_account_keys') }}

),

valid_ids as (

    select distinct account_id
    from judged
    where rule_ids = ''

),

known_accounts as (

    select
        valid_ids.account_id,
        account_keys.account_key
    from valid_ids
    inner join account_keys on valid_ids.account_id = account_keys.account_id

),

versions as (

    select
        account_id,
        source_file,
        source_row_number,
        row_number() over (
            partition by account_id order by valid_from asc nulls first
        ) as version_number,
        cast(valid_from as date) as from_date,
        lead(cast(valid_from as date)) over (
            partition by account_id order by valid_from asc nulls first
        ) as until_date
    from judged
    where rule_ids = ''

),

account_versions as (

    select
        judged.account_id,
        parents.account_id as parent_account_id,
        bill_to_accounts.account_id as bill_to_account_id,
        nullif(concat_ws(
            ',',
            case
                when judged.parent_account_id is not null and parents.account_id is null
                    then 'parent_account_id'
            end,
            case
                when
                    judged.bill_to_account_id is not null
                    and bill_to_accounts.account_id is null
                    then 'bill_to_account_id'
            end
        ), '') as dropped_references,
        judged.source_file,
        known_accounts.account_key,
        coalesce(bill_to_accounts.account_key, known_accounts.account_key)
            as bill_to_account_key,
        judged.payment_terms_days,
        judged.source_row_number,
        versions.version_number = 1 as is_earliest,
        case
            when versions.version_number = 1 then cast('0001-01-01' as date)
            else versions.from_date
        end as from_date,
        coalesce(versions.until_date, cast('9999-12-31' as date)) as until_date
    from judged
    inner join versions
        on
            judged.source_file = versions.source_file
            and judged.source_row_number = versions.source_row_number
    inner join known_accounts on judged.account_id = known_accounts.account_id
    left join known_accounts as parents on judged.parent_account_id = parents.account_id
    left join known_accounts as bill_to_accounts
        on judged.bill_to_account_id = bill_to_accounts.account_id

)

select * from account_versions
