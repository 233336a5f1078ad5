with

odd_texts as (

    select * from {{ ref('control_odd_texts') }}

),

repairs as (

    select * from {{ ref('control_text_repairs_computed') }}

),

text_corrections as (

    select
        odd_texts.entity,
        odd_texts.row_key,
        odd_texts.source_file,
        odd_texts.column_name,
        repairs.rule_id,
        case
            when odd_texts.column_name <> 'legal_form' then odd_texts.odd_text
        end as old_text,
        repairs.new_text,
        odd_texts.source_row_number
    from odd_texts
    inner join repairs
        on
            odd_texts.column_name = repairs.column_name
            and odd_texts.country_code = repairs.country_code
            and odd_texts.odd_text = repairs.odd_text

)

select * from text_corrections
