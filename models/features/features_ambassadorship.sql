with

first_referrals as (

    select min(greatest(cast(referred_at as date), known_date)) as first_referral_date
    from {{ ref('input_referrals') }}

),

ranked_responses as (

    select
        dates.as_of_date,
        responses.account_key,
        responses.nps_score,
        row_number() over (
            partition by dates.as_of_date, responses.account_key
            order by
                responses.responded_at desc nulls last,
                responses.response_id desc nulls last
        ) as response_rank
    from {{ ref('input_survey_responses') }} as responses
    inner join {{ ref('features_dates') }} as dates
        on
            cast(responses.responded_at as date) <= dates.as_of_date
            and cast(responses.responded_at as date) > dates.start_24m_date
            and responses.known_date <= dates.as_of_date
    where responses.nps_score is not null

),

counted_referrals as (

    select
        as_of_date,
        account_key,
        count(*) as lifetime_count,
        count_if(is_last_12m) as last_12m_count,
        count(converted_account_key) as converted_count,
        sum(converted_revenue_amount) as converted_revenue_amount
    from {{ ref('features_referrals') }}
    group by as_of_date, account_key

),

joined as (

    select
        attributes.as_of_date,
        attributes.account_key,
        ranked_responses.nps_score,
        counted_referrals.lifetime_count,
        counted_referrals.last_12m_count,
        counted_referrals.converted_count,
        counted_referrals.converted_revenue_amount,
        case
            when attributes.as_of_date >= first_referrals.first_referral_date then 0
        end as count_of_none
    from {{ ref('features_account_attributes') }} as attributes
    cross join first_referrals
    left join ranked_responses
        on
            attributes.as_of_date = ranked_responses.as_of_date
            and attributes.account_key = ranked_responses.account_key
            and ranked_responses.response_rank = 1
    left join counted_referrals
        on
            attributes.as_of_date = counted_referrals.as_of_date
            and attributes.account_key = counted_referrals.account_key

),

ambassadorship as (

    select
        as_of_date,
        account_key,
        case
            when nps_score >= 9 then 'promoter'
            when nps_score >= 7 then 'passive'
            when nps_score is not null then 'detractor'
        end as nps_class,
        cast(nps_score as int) as nps_score_number,
        cast(coalesce(last_12m_count, count_of_none) as bigint) as referrals_12m_count,
        cast(coalesce(lifetime_count, count_of_none) as bigint)
            as referrals_lifetime_count,
        cast(coalesce(converted_count, count_of_none) as bigint)
            as converted_referrals_count,
        cast(coalesce(converted_revenue_amount, count_of_none) as decimal(18, 2))
            as referred_revenue_amount
    from joined

)

select * from ambassadorship
