{#- Judges each row of `readings` by itself; `columns` as for read_columns. -#}
{% macro judge_row(entity, columns, lists={}, ranges={}, breaches=[]) -%}
    {%- set required = required_columns(entity) -%}
    {%- set texts = ['id', 'string', 'code', 'upper'] -%}
    {%- set sound = [] -%}
    {%- set found = [] -%}
    {%- set outside_ranges = [] -%}
    {%- for column, type in columns.items() -%}
        {%- set value = 'readings.' ~ column -%}
        {%- set text = value ~ '_text' -%}
        {%- set unreadable -%}
            {{ value }} is null and {{ text }} is not null
            and not {{ is_null_word(text) }}
        {%- endset -%}
        {%- if column in required -%}
            {%- do sound.append(value ~ ' is not null') -%}
            {%- do found.append(('required_missing', column,
                value ~ ' is null' ~ ('' if type in texts else ' and not (' ~ unreadable ~ ')'))) -%}
        {%- endif -%}
        {%- if type not in texts -%}
            {%- if column not in required -%}
                {%- do sound.append('(' ~ text ~ ' is null or ' ~ value ~ ' is not null)') -%}
            {%- endif -%}
            {%- set either_order =
                '^(0?[1-9]|1[0-2])[-/](0?[1-9]|1[0-2])[-/][0-9]{4}( .*)?$' -%}
            {%- if type in ['date', 'timestamp'] -%}
                {%- do found.append(('ambiguous_date', column,
                    unreadable ~ ' and ' ~ matches('trim(' ~ text ~ ')', either_order))) -%}
                {%- set unreadable =
                    unreadable ~ ' and not ' ~ matches('trim(' ~ text ~ ')', either_order) -%}
            {%- endif -%}
            {%- do found.append((
                {'date': 'not_a_date', 'timestamp': 'not_a_timestamp', 'int': 'not_a_whole_number',
                 'boolean': 'not_a_boolean'}.get(type, 'not_a_number'),
                column, unreadable,
            )) -%}
            {#- no company trades since before 1600: 0001-01-01 and infinity are no dates -#}
            {%- set day_bounds = ["cast('1600-01-01' as date)", "cast('9999-12-30' as date)"] -%}
            {#- a million million a row: sums of it stay within decimal(18, 2) -#}
            {%- set number_bounds = [-1000000000000, 1000000000000] -%}
            {%- set bounds = ranges.get(column, {
                'date': day_bounds, 'timestamp': day_bounds, 'boolean': [none, none],
                'int': [none, none],
            }.get(type, number_bounds)) -%}
            {%- set outside = [] -%}
            {%- for bound, sign in [(bounds[0], '<'), (bounds[1], '>')] if bound is not none -%}
                {%- do outside.append(value ~ ' ' ~ sign ~ ' ' ~ bound) -%}
            {%- endfor -%}
            {%- if outside -%}
                {%- do outside_ranges.append(('out_of_range', column, outside | join(' or '))) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for column, values in lists.items() -%}
        {%- do found.append(('not_in_list', column,
            'readings.' ~ column ~ " not in ('" ~ values | join("', '") ~ "')")) -%}
    {%- endfor -%}
    {%- set late_breaches = outside_ranges + breaches -%}
    {%- for rule_id, column, condition in found + late_breaches
        if rule_id in ['not_in_list', 'out_of_range'] or (rule_id, column, condition) in breaches -%}
        {%- do sound.append('not coalesce(' ~ condition ~ ', false)') -%}
    {%- endfor -%}
    {{ breach_columns(found + late_breaches, sound | join(' and '), 'readings', 'row_') }}
{%- endmacro %}
