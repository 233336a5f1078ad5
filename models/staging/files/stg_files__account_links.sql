with

delivered as (

    select * from {{ read_entity('account_links') }}

),

account_links as (

    select
        source_system,
        source_id,
        account_id,
        source_file,
        source_row_number
    from delivered

)

select * from account_links
