-- Kept between runs, so that a score means the same next month (M6); refit by var.
{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key=['dimension', 'level_score'],
    full_refresh=false
) }}

with

fitted_cuts as (

    select * from {{ ref('segments_rfm_fitted_cuts') }}

),

ranked_values as (

    select * from {{ ref('segments_rfm_ranked_values') }}

),

frozen_dimensions as (

    select
        dimension,
        max(highest_account_key) as highest_account_key
    from {% if is_incremental() %}{{ this }}{% else %}fitted_cuts{% endif %}
    where
        cut_value is not null
        and {{ is_incremental() and var('rfm_cut_points') == 'frozen' }}
    group by dimension

),

known_dimensions as (

    select frozen_dimensions.dimension
    from frozen_dimensions
    left join ranked_values
        on frozen_dimensions.dimension = ranked_values.dimension
    group by frozen_dimensions.dimension, frozen_dimensions.highest_account_key
    having
        count(
            case
                when ranked_values.account_key > frozen_dimensions.highest_account_key
                    then 1
            end
        ) <= 0.5 * count(ranked_values.account_key)

),

frozen_cuts as (

    select
        fitted_cuts.dimension,
        fitted_cuts.level_score,
        fitted_cuts.highest_account_key,
        fitted_cuts.cut_value,
        fitted_cuts.fitted_as_of_date
    from fitted_cuts
    left join known_dimensions on fitted_cuts.dimension = known_dimensions.dimension
    where known_dimensions.dimension is null

)

select * from frozen_cuts
