{% macro join_later_copies() -%}
    left join later_copies
        on
            typed.source_file = later_copies.source_file
            and typed.source_row_number = later_copies.source_row_number
{%- endmacro %}
