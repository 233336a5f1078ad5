{% macro judge_row(required=[], types={}, lists={}, ranges={}) -%}
    {%- set sound = [] -%}
    {%- set breaches = [] -%}
    {%- set range_breaches = [] -%}
    {%- for column in required -%}
        {%- do breaches.append(('required_missing', column, typed(column, 'string') ~ ' is null')) -%}
        {%- if column not in types -%}
            {%- do sound.append(typed(column, 'string') ~ ' is not null') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for column, type in types.items() -%}
        {%- set value = typed(column, type) -%}
        {#- no company trades since before 1600: 0001-01-01 and infinity are no dates -#}
        {%- set day_bounds = ["cast('1600-01-01' as date)", "cast('9999-12-30' as date)"] -%}
        {#- a million million a row: sums of it stay within decimal(18, 2) -#}
        {%- set number_bounds = [-1000000000000, 1000000000000] -%}
        {%- set bounds = ranges.get(column, {
            'date': day_bounds, 'timestamp': day_bounds, 'boolean': [none, none],
            'int': [none, none],
        }.get(type, number_bounds)) -%}
        {%- set inside = [value ~ ' is not null'] -%}
        {%- set outside = [] -%}
        {%- for bound, sign, opposite in [(bounds[0], '>=', '<'), (bounds[1], '<=', '>')] -%}
            {%- if bound is not none -%}
                {%- do inside.append(value ~ ' ' ~ sign ~ ' ' ~ bound) -%}
                {%- do outside.append(value ~ ' ' ~ opposite ~ ' ' ~ bound) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- set absent = '' if column in required else 'delivered.' ~ column ~ ' is null or ' -%}
        {%- do sound.append('(' ~ absent ~ '(' ~ inside | join(' and ') ~ '))') -%}
        {%- do breaches.append((
            {'date': 'not_a_date', 'timestamp': 'not_a_timestamp', 'boolean': 'not_a_boolean',
             'int': 'not_a_whole_number'}.get(type, 'not_a_number'),
            column, value ~ ' is null and ' ~ typed(column, 'string') ~ ' is not null',
        )) -%}
        {%- if outside -%}
            {%- do range_breaches.append(('out_of_range', column, outside | join(' or '))) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for column, values in lists.items() -%}
        {%- set allowed = "('" ~ values | join("', '") ~ "')" -%}
        {%- set code = typed(column, 'code') -%}
        {%- do sound.append('(delivered.' ~ column ~ ' is null or ' ~ code ~ ' in ' ~ allowed ~ ')') -%}
        {%- do breaches.append(('not_in_list', column, code ~ ' not in ' ~ allowed)) -%}
    {%- endfor -%}
    {{ breach_columns(breaches + range_breaches, sound | join(' and '), 'delivered', 'row_') }}
{%- endmacro %}
