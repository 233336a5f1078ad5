-- A view: the two readers take different rows of it, and a copy costs more than it saves.
{{ config(materialized='view') }}

with

invoices as (

    select * from {{ ref('features_invoice_grain') }}

),

reversals as (

    select * from {{ ref('features_invoice_reversals') }}

),

invoice_facts as (

    select
        account_key,
        net_amount,
        margin_amount,
        cast(is_purchase as int) as invoice_count,
        cast(is_first_of_day as int) as purchase_day_count,
        case when is_purchase then invoice_date end as purchase_date,
        invoice_date,
        known_date,
        {{ month_of('invoice_date') }} as invoice_month_date,
        {{ month_of('known_date') }} as known_month_date
    from invoices
    union all
    select
        account_key,
        cast(0 as decimal(18, 2)) as net_amount,
        cast(null as decimal(18, 2)) as margin_amount,
        -1 as invoice_count,
        0 as purchase_day_count,
        cast(null as date) as purchase_date,
        invoice_date,
        known_date,
        {{ month_of('invoice_date') }} as invoice_month_date,
        {{ month_of('known_date') }} as known_month_date
    from reversals

)

select * from invoice_facts
