{#- The form in which a text is searched for words: klantcentraal.need_texts does so in Python. -#}
{% macro normalised_text(text) -%}
    {%- set letters -%}
        'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿāăąćĉċčďđēĕėęěĝğġģĥĩīĭįĵķĺļľłńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżž'
    {%- endset -%}
    {%- set plain_letters -%}
        'aaaaaaceeeeiiiinoooooouuuuyyaaaccccddeeeeegggghiiiijkllllnnnooorrrssssttuuuuuuwyzzz'
    {%- endset -%}
    {%- set signs = "!#$%&()*+,-./:;<=>?@[]^_`{|}~''" ~ '"“”„‘’‚«»–—…·•€£°©®™×÷' -%}
    {%- set marks = '̧̀́̂̃̈̊' -%}
    {#- Signs become spaces, so < and > can then mark the ends of a run of spaces. -#}
    {%- set spaced -%}
        translate(
            replace(replace(replace(
                translate(lower({{ text }}), {{ letters }} || '{{ marks }}', {{ plain_letters }}),
                'ß', 'ss'
            ), 'æ', 'ae'), 'œ', 'oe'),
            '{{ signs }}' || chr(9) || chr(10) || chr(13) || chr(92) || chr(160),
            '{{ ' ' * (signs | length - 1 + 5) }}'
        )
    {%- endset -%}
    trim(replace(replace(replace({{ spaced }}, ' ', '<>'), '><', ''), '<>', ' '))
{%- endmacro %}
