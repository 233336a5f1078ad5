{#-
    Whether a text is what exports write where a value is absent. NA is left out: it is also
    Namibia. Not an `in`: DuckDB makes a join of a long list, also for the rows that never ask.
-#}
{% macro is_null_word(text) -%}
    instr(
        '|null|none|nan|n/a|#n/a|n.v.t.|(null)|-|?|', '|' || lower(trim({{ text }})) || '|'
    ) > 0
{%- endmacro %}
