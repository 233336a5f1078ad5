{%- set of_segments = "case when segment_id <> 'ALL' then " -%}
{%- set totals = [
    ('accounts', 'account_id', 'count(*)', 'valid accounts'),
    ('accounts', 'lifetime_revenue_amount', 'sum(lifetime_revenue_amount)', 'valid lines'),
    ('account_segments', 'account_id', 'count(*)', 'valid accounts'),
    ('account_features', 'account_id', 'count(distinct account_id)', 'valid accounts'),
    ('account_motives', 'account_id', 'count(*)', 'valid accounts'),
    ('segment_profiles', 'account_count', 'sum(' ~ of_segments ~ 'account_count end)',
     'valid accounts'),
    ('segment_profiles', 'revenue_12m_amount', 'sum(' ~ of_segments
     ~ 'revenue_12m_amount end)', 'revenue'),
    ('rfm_cells', 'account_count', 'sum(account_count)', 'valid accounts'),
    ('rfm_cells', 'revenue_12m_amount', 'sum(revenue_12m_amount)', 'revenue'),
    ('rfm_cut_points', 'account_count', 'sum(account_count) / 4', 'valid accounts'),
] -%}

with

counted_lines as (

    select coalesce(sum(invoice_lines.net_amount), 0) as net_amount
    from {{ ref('input_invoice_lines') }} as invoice_lines
    cross join {{ ref('control_run_dates') }} as run_dates
    where
        invoice_lines.invoice_date <= run_dates.as_of_date
        and invoice_lines.known_date <= run_dates.as_of_date

),

expected as (

    select
        'valid accounts' as measure,
        'the number of valid accounts' as meaning,
        cast(count(distinct account_id) as decimal(18, 2)) as expected_value
    from {{ ref('input_accounts') }}
    union all
    select
        'valid lines' as measure,
        'the sum of the valid lines up to the as-of date' as meaning,
        cast(net_amount as decimal(18, 2)) as expected_value
    from counted_lines
    union all
    select
        'revenue' as measure,
        'the revenue of 12 months in accounts' as meaning,
        cast(coalesce(sum(revenue_12m_amount), 0) as decimal(18, 2)) as expected_value
    from {{ ref('accounts') }}

),

published as (

    {% for table, column, figure, measure in totals %}
        select
            '{{ table }}.{{ column }}' as total_id,
            '{{ measure }}' as measure,
            cast(coalesce({{ figure }}, 0) as decimal(18, 2)) as published_value
        from {{ ref(table) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

release_totals as (

    select
        published.total_id,
        published.total_id || ' adds up to ' || expected.meaning as promise,
        published.published_value,
        expected.expected_value,
        cast(published.published_value - expected.expected_value as double)
            as difference_value
    from published
    left join expected on published.measure = expected.measure

)

select * from release_totals
