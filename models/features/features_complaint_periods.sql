with

dates as (

    select * from {{ ref('features_dates') }}

),

complaints as (

    select
        account_key,
        known_date,
        cast(opened_at as date) as opened_date,
        cast(closed_at as date) as closed_date
    from {{ ref('input_complaints') }}

),

dated_complaints as (

    select
        dates.as_of_date,
        complaints.account_key,
        complaints.opened_date > dates.start_12m_date as is_opened_12m,
        complaints.closed_date is null
        or complaints.closed_date > dates.as_of_date as is_open,
        case
            when
                complaints.closed_date <= dates.as_of_date
                and complaints.closed_date > dates.start_12m_date
                then {{ dbt.datediff(
                    'complaints.opened_date', 'complaints.closed_date', 'day'
                ) }}
        end as days_to_close
    from complaints
    inner join dates
        on
            complaints.opened_date <= dates.as_of_date
            and complaints.known_date <= dates.as_of_date

),

complaint_periods as (

    select
        as_of_date,
        account_key,
        count_if(is_opened_12m) as complaints_12m_count,
        count_if(is_open) as open_complaints_count,
        round(
            cast(sum(days_to_close) as double) / nullif(count(days_to_close), 0), 9
        ) as days_to_close_complaint_value
    from dated_complaints
    group by as_of_date, account_key

)

select * from complaint_periods
