{% test same_sum_as(model, column_name, other_model, condition='true') %}
    select
        tested.total as tested_total,
        other.total as other_total
    from (select coalesce(sum({{ column_name }}), 0) as total from {{ model }}) as tested
    cross join (
        select coalesce(sum({{ column_name }}), 0) as total
        from {{ other_model }}
        where {{ condition }}
    ) as other
    where tested.total <> other.total
{% endtest %}
