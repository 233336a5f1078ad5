{#- Texts that Python looks at: numbers always, the rest where it looks odd. -#}
{%- set letters = '[ÃÂâÅÄÐïð]' -%}
{%- set odd_texts = [] -%}
{%- for entity, name in [
    ('accounts', 'account_name'), ('prospects', 'company_name')
] -%}
    {%- for column in ['vat_number', 'registration_number'] -%}
        {%- do odd_texts.append(
            (entity, column, column, 'country_code', column ~ ' is not null')) -%}
    {%- endfor -%}
    {%- do odd_texts.append((entity, 'country_code', 'country_code', "''",
        'not ' ~ matches('country_code', '^[A-Z]{2}$') ~ " or country_code = 'UK'")) -%}
    {%- do odd_texts.append((entity, 'postal_code', 'postal_code', 'country_code',
        'not ' ~ matches('postal_code', '^[1-9][0-9]{3} [A-Z]{2}$'))) -%}
    {%- do odd_texts.append((entity, 'website_domain', 'website_domain', "''",
        matches('website_domain', '[/:@]|^www[.]'))) -%}
    {%- do odd_texts.append((entity, 'legal_form', name, "''",
        'legal_form is null and ' ~ name ~ ' is not null')) -%}
{%- endfor -%}
{%- for entity, columns in repaired_letters().items() -%}
    {%- for column in columns -%}
        {%- do odd_texts.append(
            (entity, column, column, "''", matches(column, letters))) -%}
    {%- endfor -%}
{%- endfor -%}

with

odd_texts as (

    {% for entity, column, text, country, condition in odd_texts %}
        select
            '{{ entity }}' as entity,
            {{ row_key(entity, 'typed') }} as row_key,
            '{{ column }}' as column_name,
            coalesce({{ country }}, '') as country_code,
            {{ text }} as odd_text,
            typed.source_file,
            typed.source_row_number
        from {{ ref('control_' ~ entity ~ '_typed') }} as typed
        where {{ condition }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from odd_texts
