with

attributes as (

    select * from {{ ref('features_account_attributes') }}

),

consumption as (

    select * from {{ ref('features_consumption') }}

),

first_responses as (

    select min(greatest(cast(responded_at as date), known_date)) as first_response_date
    from {{ ref('input_survey_responses') }}
    where coalesce(satisfaction_score, nps_score) is not null

),

first_complaints as (

    select min(greatest(cast(opened_at as date), known_date)) as first_complaint_date
    from {{ ref('input_complaints') }}

),

joined as (

    select
        attributes.as_of_date,
        attributes.account_key,
        consumption.invoices_12m_count,
        responses.satisfaction_value,
        complaints.days_to_close_complaint_value,
        coalesce(
            responses.survey_responses_12m_count,
            case
                when attributes.as_of_date >= first_responses.first_response_date then 0
            end
        ) as survey_responses_12m_count,
        case
            when attributes.as_of_date >= first_complaints.first_complaint_date
                then coalesce(complaints.complaints_12m_count, 0)
        end as complaints_12m_count,
        case
            when attributes.as_of_date >= first_complaints.first_complaint_date
                then coalesce(complaints.open_complaints_count, 0)
        end as open_complaints_count
    from attributes
    inner join consumption
        on
            attributes.as_of_date = consumption.as_of_date
            and attributes.account_key = consumption.account_key
    cross join first_responses
    cross join first_complaints
    left join {{ ref('features_survey_periods') }} as responses
        on
            attributes.as_of_date = responses.as_of_date
            and attributes.account_key = responses.account_key
    left join {{ ref('features_complaint_periods') }} as complaints
        on
            attributes.as_of_date = complaints.as_of_date
            and attributes.account_key = complaints.account_key

),

satisfaction as (

    select
        as_of_date,
        account_key,
        satisfaction_value,
        cast(complaints_12m_count as bigint) as complaints_12m_count,
        round(
            100 * cast(complaints_12m_count as double)
            / nullif(greatest(invoices_12m_count, 0), 0),
            9
        ) as complaints_per_100_invoices_value,
        cast(open_complaints_count as bigint) as open_complaints_count,
        days_to_close_complaint_value,
        cast(survey_responses_12m_count as bigint) as survey_responses_12m_count
    from joined
    where
        survey_responses_12m_count is not null
        or complaints_12m_count is not null

)

select * from satisfaction
