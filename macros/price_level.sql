{#- Tenths of a power of ten of the price of one piece: 30 levels apart is a factor 1000. -#}
{% macro price_level(amount, quantity) -%}
    cast(
        round(10 * log10(
            nullif(abs(cast({{ amount }} as double) / nullif({{ quantity }}, 0)), 0)
        )) as int
    )
{%- endmacro %}
