{% macro later_copies(key, event, event_join='') -%}
    {#- Rows that cannot be read come last, so that they do not keep a readable one out. -#}
    select
        copies.source_file,
        copies.source_row_number
    from (
        select
            typed.source_file,
            typed.source_row_number,
            row_number() over (
                partition by typed.{{ key | join(', typed.') }}
                order by
                    case when typed.row_rule_ids = '' then 0 else 1 end asc nulls last,
                    {{ event }} asc nulls last,
                    typed.source_file asc nulls last,
                    typed.source_row_number asc nulls last
            ) as copy_number
        from typed
        inner join (
            select {{ key[0] }} from typed group by {{ key[0] }} having count(*) > 1
        ) as repeated on typed.{{ key[0] }} = repeated.{{ key[0] }}
        {{ event_join }}
    ) as copies
    where copies.copy_number > 1
{%- endmacro %}
