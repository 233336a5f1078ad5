with

own_currency as (

    select currency_code as own_currency_code
    from {{ ref('control_own_currency') }}

)

select * from own_currency
