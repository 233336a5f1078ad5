{% macro refused_ids(judged, valid, id_column) -%}
    select distinct {{ judged }}.{{ id_column }}
    from {{ judged }}
    left join {{ valid }} on {{ judged }}.{{ id_column }} = {{ valid }}.{{ id_column }}
    where {{ judged }}.rule_ids <> '' and {{ valid }}.{{ id_column }} is null
{%- endmacro %}
