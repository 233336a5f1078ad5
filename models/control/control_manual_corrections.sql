{%- set entities = control_entities() -%}

with

rules as (

    select
        row_number() over (
            order by
                entity asc nulls last,
                row_key asc nulls last,
                column_name asc nulls last
        ) as rule_number,
        *
    from {{ ref('rules_manual_corrections') }}

),

run_dates as (

    select * from {{ ref('control_run_dates') }}

),

delivered_values as (

    {% for entity in entities %}
        select
            rules.rule_number,
            delivered.source_file,
            delivered.source_row_number,
            case rules.column_name
                {%- for column in entity_columns(entity) %}
                    when '{{ column }}'
                        then trim(cast(delivered.{{ column }} as string))
                {%- endfor %}
            end as delivered_value
        from rules
        inner join {{ ref('stg_' ~ var('source') ~ '__' ~ entity) }} as delivered
            on rules.row_key = {{ row_key(entity, 'delivered') }}
        where rules.entity = '{{ entity }}'
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

manual_corrections as (

    select
        rules.entity,
        rules.row_key,
        rules.column_name,
        coalesce(rules.old_value, '') as old_value,
        coalesce(rules.new_value, '') as new_value,
        delivered_values.source_file,
        delivered_values.source_row_number,
        coalesce(
            (
                coalesce(delivered_values.delivered_value, '')
                = coalesce(rules.old_value, '')
                or try_cast(delivered_values.delivered_value as double)
                = try_cast(rules.old_value as double)
            )
            and delivered_values.source_row_number is not null
            and coalesce(rules.valid_until >= run_dates.last_fact_date, true),
            false
        ) as is_applied
    from rules
    cross join run_dates
    left join delivered_values on rules.rule_number = delivered_values.rule_number

)

select * from manual_corrections
