{#- Of an e-mail address the domain says whose it is; any other text is taken as it stands. -#}
{% macro account_alias(text) -%}
    case
        when {{ text }} like '%@%' then lower(split_part({{ text }}, '@', 2))
        else {{ text }}
    end
{%- endmacro %}
