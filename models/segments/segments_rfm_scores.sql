with

scoring as (

    select * from {{ ref('features_scoring') }}

),

ranked_values as (

    select * from {{ ref('segments_rfm_ranked_values') }}

),

frozen_cuts as (

    select * from {{ ref('segments_rfm_frozen_cuts') }}

),

satisfaction_bands as (

    select * from {{ ref('rules_satisfaction_bands') }}

),

levels as (

    select
        ranked_values.account_key,
        ranked_values.dimension,
        1
        + count(
            case when frozen_cuts.cut_value <= ranked_values.ranked_value then 1 end
        ) as level_score
    from ranked_values
    inner join frozen_cuts on ranked_values.dimension = frozen_cuts.dimension
    group by ranked_values.account_key, ranked_values.dimension

),

levels_by_account as (

    select
        account_key,
        max(level_score) filter (where dimension = 'r') as r_score,
        max(level_score) filter (where dimension = 'f') as f_score,
        max(level_score) filter (where dimension = 'm') as m_score
    from levels
    group by account_key

),

rfm_scores as (

    select
        scoring.account_key,
        cast(coalesce(levels_by_account.r_score, 0) as int) as r_score,
        cast(coalesce(levels_by_account.f_score, 0) as int) as f_score,
        cast(coalesce(levels_by_account.m_score, 0) as int) as m_score,
        case
            when scoring.has_bought then coalesce(satisfaction_bands.s_score, 0)
            else 0
        end as s_score
    from scoring
    left join levels_by_account
        on scoring.account_key = levels_by_account.account_key
    left join satisfaction_bands
        on
            scoring.satisfaction_value >= satisfaction_bands.lower_value
            and (
                scoring.satisfaction_value < satisfaction_bands.upper_value
                or satisfaction_bands.upper_value is null
            )

)

select * from rfm_scores
