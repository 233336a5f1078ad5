{% macro key_map(typed, id_column, key_column) -%}
with

delivered_ids as (

    select distinct {{ id_column }}
    from {{ typed }}
    where {{ id_column }} is not null

),

{% if is_incremental() -%}
known_keys as (

    select
        {{ id_column }},
        {{ key_column }}
    from {{ this }}

),

{% else -%}
known_keys as (

    select
        cast(null as string) as {{ id_column }},
        0 as {{ key_column }}

),

{% endif -%}
last_key as (

    select coalesce(max({{ key_column }}), 0) as {{ key_column }} from known_keys

),

new_ids as (

    select delivered_ids.{{ id_column }}
    from delivered_ids
    left join known_keys on delivered_ids.{{ id_column }} = known_keys.{{ id_column }}
    where known_keys.{{ id_column }} is null

),

new_keys as (

    select
        new_ids.{{ id_column }},
        cast(
            last_key.{{ key_column }}
            + row_number() over (order by new_ids.{{ id_column }} asc nulls last)
            as int
        ) as {{ key_column }}
    from new_ids
    cross join last_key

)

select * from new_keys
{%- endmacro %}
