{#-
    Search words as they are compared: lower case, without accents and punctuation (@ stays, it
    marks an address), single spaces; null where a tool only says that it keeps them back.
-#}
{% macro plain_keyword(text) -%}
    {%- set accented = 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ' -%}
    {%- set plain = 'aaaaaaceeeeiiiinooooouuuuyy' -%}
    {%- set marks = '-_.,;:!?()[]/+&*#=|<>~^%$€£´`‘’“”' -%}
    {%- set spaced -%}
        translate(
            lower({{ text }}),
            '{{ accented ~ marks }}' || chr(9) || chr(10) || chr(13) || chr(34) || chr(39)
            || chr(92) || chr(160),
            '{{ plain ~ ' ' * (marks | length + 7) }}'
        )
    {%- endset -%}
    {%- set single_spaced -%}
        trim(replace(replace(replace({{ spaced }}, ' ', '<>'), '><', ''), '<>', ' '))
    {%- endset -%}
    nullif(
        nullif(nullif(nullif({{ single_spaced }}, ''), 'not provided'), 'not set'), 'none'
    )
{%- endmacro %}
