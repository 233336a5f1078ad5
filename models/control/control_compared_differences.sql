{%- set types = {
    'entity': 'string', 'account_id': 'string', 'examples': 'string',
    'left_amount': 'decimal(18, 2)', 'right_amount': 'decimal(18, 2)',
    'left_count': 'bigint', 'right_count': 'bigint', 'account_count': 'bigint',
    'removed_count': 'bigint', 'quarantined_count': 'bigint', 'period_date': 'date',
} -%}
{%- set amounts = ['left_amount', 'right_amount'] -%}
{%- set both = amounts + ['left_count', 'right_count'] -%}
{#- What each of the helper models says of its comparisons. -#}
{%- set parts = {
    'files': both + ['entity', 'removed_count', 'quarantined_count'],
    'months': both + ['period_date'],
    'orphans': both + ['examples', 'account_count'],
    'balances': both + ['account_count'],
    'groups': amounts + ['account_id', 'account_count'],
    'top_customers': amounts + ['account_id'],
    'years': both + ['period_date'],
    'deliveries': both + ['entity', 'period_date'],
    'gone_accounts': amounts + ['account_id', 'period_date'],
} -%}

with

compared as (

    {% for part, columns in parts.items() %}
        {%- set items = [] -%}
        {%- for column, type in types.items() -%}
            {%- set nothing = 'cast(null as ' ~ type ~ ') as ' ~ column -%}
            {%- do items.append(column if column in columns else nothing) -%}
        {%- endfor %}
        select
            comparison,
            {{ items | join(',\n            ') }}
        from {{ ref('control_compared_' ~ part) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

{# An id may be an e-mail address: what takes its place is still one of a kind. #}
masked as (

    select
        *,
        case
            when account_id like '%@%'
                then '***' || row_number() over (
                    partition by comparison order by account_id asc nulls last
                )
            else account_id
        end as shown_account_id
    from compared

),

compared_differences as (

    select
        concat_ws(
            ':',
            comparison,
            entity,
            coalesce(
                cast(period_date as string),
                case when comparison like 'monthly_%' then 'undated' end
            ),
            shown_account_id
        ) as comparison_id,
        comparison,
        entity,
        shown_account_id as account_id,
        examples,
        left_amount,
        right_amount,
        cast(left_amount - right_amount as decimal(18, 2)) as difference_amount,
        left_count,
        right_count,
        left_count - right_count as difference_count,
        account_count,
        removed_count,
        quarantined_count,
        round(
            coalesce(
                greatest(
                    cast(abs(left_amount - right_amount) as double)
                    / nullif(greatest(abs(left_amount), abs(right_amount)), 0),
                    cast(abs(left_count - right_count) as double)
                    / nullif(greatest(left_count, right_count), 0)
                ),
                0
            ),
            9
        ) as difference_share,
        period_date
    from masked

)

select * from compared_differences
