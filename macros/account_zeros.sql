{#- The correction of an account's id that lost its leading zeros, for link_corrections. -#}
{% macro account_zeros() -%}
    {{- return((
        "accounts.match_route = 'leading_zeros'", 'account_id', 'leading_zeros',
        'typed.account_id', 'accounts.own_account_id',
    )) -}}
{%- endmacro %}
