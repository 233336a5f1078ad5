{#-
    Rows that repeat the key of an earlier one, with is_exact where every column is equal to one.
    `typed` is a view and read afresh: kept as a CTE it would be stored whole. Rows that cannot be
    read come last, so that they do not keep a readable one out.
-#}
{% macro later_copies(typed, key, columns, event, event_join='') -%}
    {%- set order_of_rows -%}
        case when typed.row_rule_ids = '' then 0 else 1 end asc nulls last,
        {{ event }} asc nulls last,
        typed.source_file
    {%- endset -%}
    select
        copies.source_file,
        copies.source_row_number,
        copies.equal_number > 1 as is_exact
    from (
        select
            typed.source_file,
            typed.source_row_number,
            row_number() over (
                partition by typed.{{ key | join(', typed.') }}
                order by
                    {{ order_of_rows }} asc nulls last,
                    typed.source_row_number asc nulls last
            ) as copy_number,
            row_number() over (
                partition by
                    concat_ws(
                        chr(31),
                        {%- for column in columns %}
                        coalesce(cast(typed.{{ column }} as string), chr(30)),
                        {%- endfor %}
                        typed.row_bad_text
                    )
                order by
                    {{ order_of_rows }} asc nulls last,
                    typed.source_row_number asc nulls last
            ) as equal_number
        from {{ typed }} as typed
        inner join (
            select {{ key[0] }} from {{ typed }} group by {{ key[0] }} having count(*) > 1
        ) as repeated on typed.{{ key[0] }} = repeated.{{ key[0] }}
        {{ event_join }}
    ) as copies
    where copies.copy_number > 1
{%- endmacro %}
