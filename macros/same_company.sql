{#-
    Accounts that share a number, or another mark of a company, with one of another family; the
    account that was a customer first is taken for the original. `by` = columns within which a mark
    is one company's; branches of one parent share numbers by right.
-#}
{% macro same_company(accounts, mark, rule_id, by=[]) -%}
    select
        marked.account_id,
        marked.original_id,
        '{{ rule_id }}' as rule_id
        {%- for column in by if column == 'as_of_date' %},
        marked.{{ column }}
        {%- endfor %}
    from (
        select
            account_id,
            family_id,
            {%- for column in by %}
            {{ column }},
            {%- endfor %}
            first_value(account_id) over same_mark as original_id,
            first_value(family_id) over same_mark as original_family_id
        from {{ accounts }}
        where {{ mark }} is not null
        window
            same_mark as (
                partition by {{ ([mark] + by) | join(', ') }}
                order by
                    customer_since asc nulls last,
                    account_id asc nulls last
                rows between unbounded preceding and unbounded following
            )
    ) as marked
    where marked.family_id <> marked.original_family_id
{%- endmacro %}
