with

dates as (

    select * from {{ ref('features_dates') }}

),

statements as (

    select * from {{ ref('features_need_statements') }}

),

dated_statements as (

    select
        dates.as_of_date,
        statements.account_key,
        statements.text_kind,
        statements.text_id,
        statements.need_id,
        statements.kind,
        statements.text_date
    from statements
    inner join dates
        on
            statements.text_date <= dates.as_of_date
            and statements.text_date > dates.start_24m_date
            and statements.known_date <= dates.as_of_date

)

select * from dated_statements
