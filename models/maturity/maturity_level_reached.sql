with

levels as (

    select * from {{ ref('maturity_levels') }}

),

facts as (

    select * from {{ ref('maturity_level_facts') }}

),

judged as (

    select
        levels.level_number,
        facts.ever_bought_count >= levels.minimum_buyer_count
        and facts.history_months_number >= levels.minimum_months_number
        and facts.available_criteria_count >= levels.minimum_criterion_count
        and facts.row_count >= levels.minimum_row_count
        and facts.class_row_count >= levels.minimum_class_row_count
        and (facts.is_learnable or not levels.is_model_needed)
        and (facts.is_verifiable or not levels.is_verification_needed) as is_met
    from levels
    cross join facts

),

level_reached as (

    select
        coalesce(
            min(case when not is_met then level_number end) - 1, max(level_number)
        ) as level_number
    from judged

)

select * from level_reached
