{% macro judge_links(key, parents={}, event=none, breaches=[]) -%}
    {%- set links = [(
        'duplicate_key', key, 'later_copies.source_row_number is not null',
    )] -%}
    {%- for column, parent in parents.items() -%}
        {%- do links.append((
            'unknown_' ~ parent, column,
            'typed.' ~ column ~ ' is not null and ' ~ parent ~ 's.' ~ parent ~ '_id is null',
        )) -%}
    {%- endfor -%}
    {%- for column, parent in parents.items() -%}
        {%- do links.append((
            'parent_refused', column,
            parent ~ 's.' ~ parent ~ '_id is not null and ' ~ parent ~ 's.' ~ parent ~ '_key is null',
        )) -%}
    {%- endfor -%}
    {%- if event is not none -%}
        {%- do links.append((
            'future_date', event, 'cast(typed.' ~ event ~ ' as date) > run_dates.last_fact_date',
        )) -%}
    {%- endif -%}
    {%- set sound = ["typed.row_rule_ids = ''"] -%}
    {%- for rule_id, column, condition in links + breaches -%}
        {%- do sound.append('not coalesce(' ~ condition ~ ', false)') -%}
    {%- endfor -%}
    {{ breach_columns(links + breaches, sound | join(' and '), 'typed') }}
{%- endmacro %}
