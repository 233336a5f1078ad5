with

dates as (

    select distinct as_of_date from {{ ref('features_spine') }}
    where role in ('scoring', 'verification')

),

statements as (

    select * from {{ ref('input_contact_permissions') }}

),

ranked_statements as (

    select
        dates.as_of_date,
        statements.account_key,
        statements.contact_id,
        statements.channel,
        statements.permission,
        row_number() over (
            partition by
                dates.as_of_date,
                statements.account_key,
                statements.contact_id,
                statements.channel
            order by
                statements.recorded_at desc nulls last,
                statements.permission = 'objected' desc nulls last,
                statements.row_key asc nulls last
        ) as statement_rank
    from statements
    inner join dates
        on
            cast(statements.recorded_at as date) <= dates.as_of_date
            and statements.known_date <= dates.as_of_date

),

standing_permissions as (

    select
        as_of_date,
        account_key,
        contact_id,
        channel,
        permission
    from ranked_statements
    where statement_rank = 1

)

select * from standing_permissions
