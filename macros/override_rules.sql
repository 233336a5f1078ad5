{% macro override_rules() -%}
    {%- set rules_folder = env_var('KLANTCENTRAAL_RULES', '') -%}
    {%- if execute and rules_folder and model.original_file_path.startswith('seeds/rules/') -%}
        {%- set names = [] -%}
        {%- set names_and_types = [] -%}
        {%- for column in adapter.get_columns_in_relation(this) -%}
            {%- do names.append(column.name) -%}
            {%- do names_and_types.append(column.name ~ ' ' ~ column.data_type) -%}
        {%- endfor -%}
        {%- set rules = ask_door(
            'door_rules_sql', [rules_folder, this.identifier, names_and_types | join('\n')]
        ) -%}
        {%- if rules -%}
            delete from {{ this }};
            insert into {{ this }} ({{ names | join(', ') }})
            select {{ names | join(', ') }} from {{ rules }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
