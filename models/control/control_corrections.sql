{%- set entities = control_entities() -%}
{#- A stale name shows both names, to decide on; a sole trader's come masked. -#}
{%- set masked_column = (
    "case when all_corrections.rule_id <> 'stale_name' then all_corrections.column_name end"
) -%}

with

{# A row has at most as many corrections as there are columns in the widest entity. #}
numbers as (

    {% for number in range(1, 41) %}
        select {{ number }} as item_number
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

corrected_rows as (

    {% for entity in entities %}
        select
            '{{ entity }}' as entity,
            {{ row_key(entity, 'judged') }} as row_key,
            judged.source_file,
            judged.corrections,
            judged.rule_ids,
            judged.source_row_number
        from {{ ref('control_' ~ entity ~ '_judged') }} as judged
        where judged.corrections <> '' or judged.rule_ids = 'exact_duplicate_row'
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

items as (

    select
        corrected_rows.*,
        split_part(corrected_rows.corrections, chr(30), numbers.item_number) as item
    from corrected_rows
    inner join numbers
        on split_part(corrected_rows.corrections, chr(30), numbers.item_number) <> ''

),

row_keys as (

    {% for entity in repaired_letters() %}
        select
            '{{ entity }}' as entity,
            {{ row_key(entity, 'judged') }} as row_key,
            judged.source_file,
            judged.source_row_number
        from {{ ref('control_' ~ entity ~ '_judged') }} as judged
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

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

all_corrections as (

    select
        entity,
        row_key,
        source_file,
        split_part(item, chr(31), 1) as column_name,
        split_part(item, chr(31), 2) as rule_id,
        nullif(split_part(item, chr(31), 3), '') as old_text,
        nullif(split_part(item, chr(31), 4), '') as new_text,
        source_row_number
    from items
    union all
    select
        entity,
        row_key,
        source_file,
        cast(null as string) as column_name,
        rule_ids as rule_id,
        cast(null as string) as old_text,
        cast(null as string) as new_text,
        source_row_number
    from corrected_rows
    where rule_ids = 'exact_duplicate_row'
    union all
    select
        text_corrections.entity,
        row_keys.row_key,
        text_corrections.source_file,
        text_corrections.column_name,
        text_corrections.rule_id,
        text_corrections.old_text,
        nullif(text_corrections.new_text, '') as new_text,
        text_corrections.source_row_number
    from {{ ref('control_text_corrections') }} as text_corrections
    inner join row_keys
        on
            text_corrections.entity = row_keys.entity
            and text_corrections.source_file = row_keys.source_file
            and text_corrections.source_row_number = row_keys.source_row_number
    union all
    select
        entity,
        row_key,
        source_file,
        column_name,
        case
            when is_applied then 'manual_correction' else 'manual_correction_refused'
        end as rule_id,
        nullif(old_value, '') as old_text,
        nullif(new_value, '') as new_text,
        source_row_number
    from {{ ref('control_manual_corrections') }}
    union all
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

),

corrections as (

    select
        all_corrections.entity || ':' || coalesce(
            all_corrections.source_file || ':' || all_corrections.source_row_number,
            md5(all_corrections.row_key)
        ) || ':' || coalesce(all_corrections.column_name, '') || ':'
        || all_corrections.rule_id as correction_id,
        all_corrections.entity,
        {{ mask_text('all_corrections.row_key', "''") }} as row_key,
        all_corrections.source_file,
        all_corrections.column_name,
        all_corrections.rule_id,
        {{ mask_text('all_corrections.old_text', masked_column) }} as old_text,
        {{ mask_text('all_corrections.new_text', masked_column) }} as new_text,
        cast(all_corrections.source_row_number as int) as source_row_number,
        rules.is_applied
    from all_corrections
    inner join {{ ref('correction_rules') }} as rules
        on all_corrections.rule_id = rules.rule_id

)

select * from corrections
