with

valid_accounts as (

    select count(distinct account_id) as account_count
    from {{ ref('input_accounts') }}

),

counted_lines as (

    select coalesce(sum(invoice_lines.net_amount), 0) as net_amount
    from {{ ref('input_invoice_lines') }} as invoice_lines
    cross join {{ ref('control_run_dates') }} as run_dates
    where
        invoice_lines.invoice_date <= run_dates.as_of_date
        and invoice_lines.known_date <= run_dates.as_of_date

),

published as (

    select
        'accounts holds every valid account' as promise,
        cast(count(*) as decimal(18, 2)) as published_value
    from {{ ref('accounts') }}
    union all
    select
        'account_segments holds every valid account' as promise,
        cast(count(*) as decimal(18, 2)) as published_value
    from {{ ref('account_segments') }}
    union all
    select
        'account_features holds every valid account' as promise,
        cast(count(distinct account_id) as decimal(18, 2)) as published_value
    from {{ ref('account_features') }}
    union all
    select
        'segment_profiles adds up to every valid account' as promise,
        cast(coalesce(sum(account_count), 0) as decimal(18, 2)) as published_value
    from {{ ref('segment_profiles') }}
    union all
    select
        'rfm_cells adds up to every valid account' as promise,
        cast(coalesce(sum(account_count), 0) as decimal(18, 2)) as published_value
    from {{ ref('rfm_cells') }}
    union all
    select
        'rfm_cut_points counts every valid account in each dimension' as promise,
        cast(coalesce(sum(account_count), 0) / 4 as decimal(18, 2)) as published_value
    from {{ ref('rfm_cut_points') }}

),

release_totals as (

    select
        published.promise,
        published.published_value,
        cast(valid_accounts.account_count as decimal(18, 2)) as expected_value
    from published
    cross join valid_accounts
    union all
    select
        'lifetime revenue in accounts is the sum of the valid lines' as promise,
        cast(
            coalesce(sum(published_accounts.lifetime_revenue_amount), 0)
            as decimal(18, 2)
        ) as published_value,
        cast(max(counted_lines.net_amount) as decimal(18, 2)) as expected_value
    from counted_lines
    left join {{ ref('accounts') }} as published_accounts on true

)

select * from release_totals
