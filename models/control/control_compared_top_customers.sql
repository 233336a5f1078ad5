{#- Files that tell of each customer; one that is absent among events means nothing. -#}
{%- set files = (
    'accounts', 'payments', 'contacts', 'contact_permissions', 'survey_responses',
    'contracts', 'budgets', 'media_profiles',
) -%}
{#- So many days after its first due date a customer has paid something. -#}
{%- set patience_days = 90 -%}

with

large_accounts as (

    select * from {{ ref('control_compared_large_accounts') }}

),

large_invoices as (

    select
        large_accounts.account_id,
        invoices.invoice_key,
        invoices.bill_to_account_key
    from {{ ref('control_compared_invoices') }} as invoices
    inner join large_accounts on invoices.account_key = large_accounts.account_key

),

{# The head office that pays for a branch speaks for it. #}
account_names as (

    select
        account_id,
        account_key as named_account_key
    from large_accounts
    union all
    select
        account_id,
        bill_to_account_key as named_account_key
    from large_invoices
    group by account_id, bill_to_account_key

),

named_accounts as (

    select
        'accounts' as entity,
        account_id
    from {{ ref('control_accounts_judged') }}
    union all
    select
        'payments' as entity,
        large_invoices.account_id
    from {{ ref('control_payments_judged') }} as payments
    inner join large_invoices on payments.invoice_key = large_invoices.invoice_key
    {% for file in files if file != 'accounts' %}
        union all
        select
            '{{ file }}' as entity,
            coalesce(account_names.account_id, {{ account_alias('judged.bad_text') }})
                as account_id
        from {{ ref('control_' ~ file ~ '_judged') }} as judged
        left join account_names on judged.account_key = account_names.named_account_key
        where
            account_names.account_id is not null
            or judged.bad_column_name = 'account_id'
    {% endfor %}
),

compared_top_customers as (

    select
        comparisons.comparison,
        large_accounts.account_id,
        large_accounts.revenue_amount as left_amount,
        cast(0 as decimal(18, 2)) as right_amount
    from large_accounts
    cross join {{ ref('control_run_dates') }} as run_dates
    cross join {{ ref('control_delivered_counts') }} as counts
    inner join {{ ref('comparisons') }} as comparisons
        on comparisons.comparison = 'top_customers_missing_from_' || counts.entity
    left join named_accounts as named
        on
            counts.entity = named.entity
            and large_accounts.account_id = named.account_id
    where
        counts.input_count > 0
        and named.account_id is null
        and (
            counts.entity <> 'payments'
            or large_accounts.first_due_date
            < {{ dbt.dateadd('day', -patience_days, 'run_dates.delivery_date') }}
        )

)

select * from compared_top_customers
