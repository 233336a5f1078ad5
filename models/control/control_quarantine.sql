with

rules as (

    select * from {{ ref('control_rules') }}

),

refused as (

    select * from {{ ref('control_refused_rows') }}

),

masked as (

    select
        refused.entity,
        {{ mask_text('refused.row_key', "''") }} as row_key,
        refused.source_file,
        refused.source_row_number,
        refused.bad_column_name as column_name,
        {{ mask_text('refused.bad_text', 'refused.bad_column_name') }} as bad_text,
        refused.rule_ids,
        refused.net_amount,
        rules.message_en,
        rules.message_nl,
        rules.advice_en,
        rules.advice_nl
    from refused
    left join rules on split_part(refused.rule_ids, ',', 1) = rules.rule_id

),

quarantine as (

    select
        entity || ':' || source_file || ':' || source_row_number as quarantine_id,
        entity,
        row_key,
        source_file,
        column_name,
        bad_text,
        rule_ids,
        source_file || ', row ' || source_row_number || ': '
        || {{ fill_template('message_en') }} || ' (' || rule_ids || '). '
        || advice_en as message,
        source_file || ', rij ' || source_row_number || ': '
        || {{ fill_template('message_nl') }} || ' (' || rule_ids || '). '
        || advice_nl as message_nl,
        cast(source_row_number as int) as source_row_number,
        cast(net_amount as decimal(18, 2)) as net_amount
    from masked

)

select * from quarantine
