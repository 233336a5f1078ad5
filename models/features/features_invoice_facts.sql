-- A view: its one reader sums it, so a table would only store every invoice twice.
{{ config(materialized='view') }}

with

reversals as (

    select * from {{ ref('features_invoice_reversals') }}

),

invoice_facts as (

    select
        account_key,
        net_amount,
        margin_amount,
        cast(is_purchase as int) as invoice_count,
        case when is_purchase then is_online end as is_online,
        case when is_purchase then is_disputed end as is_disputed,
        case when is_purchase then invoice_date end as purchase_date,
        invoice_date,
        known_date
    from {{ ref('features_invoice_grain') }}
    union all
    select
        account_key,
        cast(0 as decimal(18, 2)) as net_amount,
        cast(null as decimal(18, 2)) as margin_amount,
        -1 as invoice_count,
        cast(null as boolean) as is_online,
        cast(null as boolean) as is_disputed,
        cast(null as date) as purchase_date,
        invoice_date,
        known_date
    from reversals

)

select * from invoice_facts
