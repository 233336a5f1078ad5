with

account_rows as (

    select
        judged.account_id,
        judged.source_file,
        judged.source_row_number
    from {{ ref('control_accounts_judged') }} as judged
    inner join {{ ref('control_account_versions') }} as versions
        on
            judged.source_file = versions.source_file
            and judged.source_row_number = versions.source_row_number
    where versions.until_date = cast('9999-12-31' as date)

),

suggestions as (

    select
        'accounts' as entity,
        duplicates.account_id as row_key,
        account_rows.source_file,
        'account_id' as column_name,
        duplicates.rule_id,
        duplicates.account_id as old_text,
        duplicates.duplicate_of_account_id as new_text,
        account_rows.source_row_number
    from {{ ref('control_account_duplicates') }} as duplicates
    inner join account_rows on duplicates.account_id = account_rows.account_id
    union all
    select
        'payments' as entity,
        payment_id as row_key,
        source_file,
        'payment_id' as column_name,
        'double_payment' as rule_id,
        payment_id as old_text,
        first_payment_id as new_text,
        source_row_number
    from {{ ref('control_double_payments') }}
    union all
    select
        'prospects' as entity,
        prospect_id as row_key,
        source_file,
        'company_name' as column_name,
        'stale_name' as rule_id,
        case when is_sole_trader then '***' else company_name end as old_text,
        case when is_sole_trader then '***' else account_name end as new_text,
        source_row_number
    from {{ ref('control_prospect_customers') }}

)

select * from suggestions
