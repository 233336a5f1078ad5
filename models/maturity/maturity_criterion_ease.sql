{# A record of a year ago tells nothing new; 12 months to look back and two label
   windows make three years of history enough. #}

with

fill as (

    select * from {{ ref('maturity_criterion_fill') }}

),

records as (

    select * from {{ ref('maturity_criterion_records') }}

),

parts as (

    select
        criteria.criterion_id,
        records.missing_sources,
        criteria.effort_score,
        fill.fill_share,
        records.match_share,
        criteria.assumed_impact_value,
        records.days_since_last_record,
        records.history_months_number,
        fill.is_available,
        case
            when records.days_since_last_record is not null
                then greatest(0, 1 - records.days_since_last_record / 365.0)
        end as fresh_share,
        case
            when records.history_months_number is not null
                then least(1, records.history_months_number / 36.0)
        end as history_share
    from {{ ref('rules_criteria') }} as criteria
    inner join fill on criteria.criterion_id = fill.criterion_id
    left join records on criteria.criterion_id = records.criterion_id

),

-- What has no day, such as sector and size, is judged by what it has.
conditions as (

    select
        *,
        case
            when is_available
                then
                    (
                        fill_share
                        + coalesce(match_share, 0)
                        + coalesce(fresh_share, 0)
                        + coalesce(history_share, 0)
                    )
                    / nullif(
                        1
                        + case when match_share is null then 0 else 1 end
                        + case when fresh_share is null then 0 else 1 end
                        + case when history_share is null then 0 else 1 end,
                        0
                    )
            else 0
        end as condition_share
    from parts

),

criterion_ease as (

    select
        criterion_id,
        missing_sources,
        effort_score,
        cast(round(0.5 * (100 - effort_score) + 50 * condition_share) as int)
            as ease_score,
        fill_share,
        match_share,
        assumed_impact_value,
        days_since_last_record,
        history_months_number,
        is_available
    from conditions

)

select * from criterion_ease
