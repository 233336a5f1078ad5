{%- set typed_rates = ref('control_exchange_rates_typed') -%}

with

later_copies as (

    {{ later_copies(
        typed_rates,
        key=['currency_code', 'rate_date'],
        columns=entity_columns('exchange_rates'),
        event='typed.rate_date',
    ) }}

),

judged as (

    select
        typed.currency_code,
        typed.source_file,
        typed.rate,
        typed.source_row_number,
        typed.rate_date,
        typed.corrections,
        {{ judge_links(key='currency_code') }}
    from {{ typed_rates }} as typed
    {{ join_later_copies() }}

)

select * from judged
