{%- set entities = control_entities() -%}

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

row_corrections as (

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

)

select * from row_corrections
