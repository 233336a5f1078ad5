with

run_dates as (

    select
        delivery_date,
        {{ months_before('delivery_date', 12) }} as year_start_date,
        {{ months_before('delivery_date', 24) }} as prior_start_date
    from {{ ref('control_run_dates') }}

),

valid_totals as (

    select
        invoices.account_key,
        sum(case
            when invoices.invoice_date > run_dates.year_start_date
                then invoices.valid_net_amount
        end) as year_revenue_amount,
        sum(case
            when invoices.invoice_date <= run_dates.year_start_date
                then invoices.valid_net_amount
        end) as prior_year_revenue_amount,
        sum(case
            when invoices.invoice_date > run_dates.year_start_date then 1 else 0
        end) as year_invoice_count,
        sum(case
            when invoices.invoice_date <= run_dates.year_start_date then 1 else 0
        end) as prior_year_invoice_count,
        min(coalesce(invoices.due_date, invoices.invoice_date)) as first_due_date
    from {{ ref('control_compared_invoices') }} as invoices
    inner join run_dates
        on
            invoices.invoice_date > run_dates.prior_start_date
            and invoices.invoice_date <= run_dates.delivery_date
    group by invoices.account_key

),

{# Revenue that lacks nothing but its invoice: other faults are no revenue to trust. #}
refused_totals as (

    select
        coalesce(
            named_accounts.own_account_id,
            {{ account_alias('refused_lines.account_id') }}
        ) as account_id,
        sum(refused_lines.net_amount) as year_refused_amount,
        min(coalesce(refused_lines.due_date, refused_lines.invoice_date))
            as first_due_date
    from {{ ref('control_compared_refused_lines') }} as refused_lines
    inner join run_dates
        on
            refused_lines.invoice_date > run_dates.year_start_date
            and refused_lines.invoice_date <= run_dates.delivery_date
    left join {{ ref('control_account_references') }} as named_accounts
        on
            refused_lines.account_id = named_accounts.account_id
            and named_accounts.is_earliest
    where
        refused_lines.account_id is not null
        and refused_lines.rule_ids = 'parent_refused'
    group by
        coalesce(
            named_accounts.own_account_id,
            {{ account_alias('refused_lines.account_id') }}
        )

),

compared_accounts as (

    select
        coalesce(account_keys.account_id, refused_totals.account_id) as account_id,
        valid_totals.account_key,
        cast(coalesce(valid_totals.year_revenue_amount, 0) as decimal(18, 2))
            as year_revenue_amount,
        cast(coalesce(valid_totals.prior_year_revenue_amount, 0) as decimal(18, 2))
            as prior_year_revenue_amount,
        cast(coalesce(refused_totals.year_refused_amount, 0) as decimal(18, 2))
            as year_refused_amount,
        cast(coalesce(valid_totals.year_invoice_count, 0) as bigint)
            as year_invoice_count,
        cast(coalesce(valid_totals.prior_year_invoice_count, 0) as bigint)
            as prior_year_invoice_count,
        least(valid_totals.first_due_date, refused_totals.first_due_date)
            as first_due_date
    from valid_totals
    inner join {{ ref('control_account_keys') }} as account_keys
        on valid_totals.account_key = account_keys.account_key
    full join refused_totals on account_keys.account_id = refused_totals.account_id

)

select * from compared_accounts
