-- A view: it only picks from a table that is there already.
{{ config(materialized='view') }}

with

judged as (

    select * from {{ ref('control_invoices_judged') }}

),

unsigned_credit_notes as (

    select * from {{ ref('control_unsigned_credit_notes') }}

),

valid as (

    select
        judged.invoice_id,
        judged.invoice_key,
        judged.account_key,
        judged.is_credit_note,
        unsigned_credit_notes.invoice_id is not null as is_unsigned,
        case
            when unsigned_credit_notes.invoice_id is not null
                then -coalesce(judged.currency_rate, 1)
            else judged.currency_rate
        end as amount_factor,
        judged.invoice_date,
        judged.known_date
    from judged
    left join unsigned_credit_notes
        on judged.invoice_id = unsigned_credit_notes.invoice_id
    where judged.rule_ids = ''

),

shortened as (

    {{ without_leading_zeros('judged', 'invoice_id') }}

),

refused as (

    {{ refused_ids('judged', 'valid', 'invoice_id') }}

),

invoice_references as (

    select
        invoice_id,
        invoice_id as own_invoice_id,
        invoice_key,
        account_key,
        cast(amount_factor as decimal(18, 10)) as amount_factor,
        is_credit_note,
        is_unsigned,
        invoice_date,
        known_date
    from valid
    union all
    select
        shortened.short_id as invoice_id,
        valid.invoice_id as own_invoice_id,
        valid.invoice_key,
        valid.account_key,
        cast(valid.amount_factor as decimal(18, 10)) as amount_factor,
        valid.is_credit_note,
        valid.is_unsigned,
        valid.invoice_date,
        valid.known_date
    from shortened
    inner join valid on shortened.invoice_id = valid.invoice_id
    union all
    select
        invoice_id,
        cast(null as string) as own_invoice_id,
        cast(null as int) as invoice_key,
        cast(null as int) as account_key,
        cast(null as decimal(18, 10)) as amount_factor,
        cast(null as boolean) as is_credit_note,
        cast(null as boolean) as is_unsigned,
        cast(null as date) as invoice_date,
        cast(null as date) as known_date
    from refused
    where invoice_id is not null

)

select * from invoice_references
