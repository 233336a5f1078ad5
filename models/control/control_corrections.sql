{#- A stale name shows both names, to decide on; a sole trader's come masked. -#}
{%- set masked_column = (
    "case when all_corrections.rule_id <> 'stale_name' then all_corrections.column_name end"
) -%}

with

all_corrections as (

    select
        entity,
        row_key,
        source_file,
        column_name,
        rule_id,
        old_text,
        new_text,
        source_row_number
    from {{ ref('control_row_corrections') }}
    union all
    select
        entity,
        row_key,
        source_file,
        column_name,
        rule_id,
        old_text,
        nullif(new_text, '') as new_text,
        source_row_number
    from {{ ref('control_text_corrections') }}
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
        entity,
        row_key,
        source_file,
        column_name,
        rule_id,
        old_text,
        new_text,
        source_row_number
    from {{ ref('control_suggestions') }}

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
