{#- An amount of a line in the own currency, with the sign that a credit note should have. -#}
{% macro signed_amount(column) -%}
    case
        when invoices.amount_factor is null then typed.{{ column }}
        when invoices.is_unsigned and typed.{{ column }} < 0
            then try_cast(
                round(-typed.{{ column }} * invoices.amount_factor, 2) as decimal(18, 2)
            )
        else try_cast(
            round(typed.{{ column }} * invoices.amount_factor, 2) as decimal(18, 2)
        )
    end
{%- endmacro %}
