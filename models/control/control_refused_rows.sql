{%- set entities = control_entities() -%}
{%- set amounts = {'invoice_lines': 'judged.net_amount'} -%}

with

accepted_differences as (

    select * from {{ ref('control_accepted_differences') }}

),

refused as (

    {% for entity in entities %}
        select
            '{{ entity }}' as entity,
            {{ row_key(entity, 'judged') }} as row_key,
            judged.source_file,
            judged.bad_column_name,
            judged.bad_text,
            judged.rule_ids,
            cast({{ amounts.get(entity, 'null') }} as decimal(18, 2)) as net_amount,
            judged.source_row_number
        from {{ ref('control_' ~ entity ~ '_judged') }} as judged
        where judged.rule_ids not in ('', 'exact_duplicate_row')
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

accepted as (

    select distinct
        refused.entity,
        refused.source_file,
        refused.source_row_number
    from refused
    inner join accepted_differences
        on
            refused.entity = accepted_differences.entity
            and refused.row_key = accepted_differences.row_key
            and split_part(refused.rule_ids, ',', 1) = accepted_differences.rule_id
            and coalesce(accepted_differences.old_value, '')
            = coalesce(refused.bad_text, '')

),

refused_rows as (

    select
        refused.entity,
        refused.row_key,
        refused.source_file,
        refused.bad_column_name,
        refused.bad_text,
        refused.rule_ids,
        refused.net_amount,
        refused.source_row_number,
        refused.rule_ids <> 'parent_refused' and accepted.source_file is null
            as is_root_cause
    from refused
    left join accepted
        on
            refused.entity = accepted.entity
            and refused.source_file = accepted.source_file
            and refused.source_row_number = accepted.source_row_number

)

select * from refused_rows
