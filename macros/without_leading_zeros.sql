{#-
    Ids that are digits only, without the zeros before them: what is left of an id that passed
    through a spreadsheet. Left out where two ids would become one, or one that is there already.
-#}
{% macro without_leading_zeros(ids, id_column) -%}
    select
        shortened.short_id,
        max(shortened.{{ id_column }}) as {{ id_column }}
    from (
        select distinct
            {{ id_column }},
            regexp_extract({{ id_column }}, '^0+([1-9][0-9]*)$', 1) as short_id
        from {{ ids }}
        where {{ id_column }} like '0%'
    ) as shortened
    left join {{ ids }} as known on shortened.short_id = known.{{ id_column }}
    where shortened.short_id <> '' and known.{{ id_column }} is null
    group by shortened.short_id
    having count(*) = 1
{%- endmacro %}
