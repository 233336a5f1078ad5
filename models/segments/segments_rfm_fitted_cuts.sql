with

ranked_values as (

    select * from {{ ref('segments_rfm_ranked_values') }}

),

tied_values as (

    select
        dimension,
        ranked_value,
        count(*) as tie_count
    from ranked_values
    group by dimension, ranked_value

),

mid_ranks as (

    select
        dimension,
        ranked_value,
        tie_count
        + 2 * (
            sum(tie_count) over (
                partition by dimension
                order by ranked_value asc nulls last
                rows between unbounded preceding and current row
            ) - tie_count
        ) as doubled_mid_rank,
        sum(tie_count) over (partition by dimension) as ranked_count
    from tied_values

),

levels as (

    select
        dimension,
        ranked_value,
        1 + floor(5 * doubled_mid_rank / nullif(2 * ranked_count, 0)) as level_score
    from mid_ranks

),

dimensions as (

    select
        cuts.dimension,
        cuts.level_score
    from (
        values
        ('r', 2), ('r', 3), ('r', 4), ('r', 5),
        ('f', 2), ('f', 3), ('f', 4), ('f', 5),
        ('m', 2), ('m', 3), ('m', 4), ('m', 5)
    ) as cuts (dimension, level_score)

),

population as (

    select
        max(as_of_date) as as_of_date,
        max(account_key) as highest_account_key
    from ranked_values

),

fitted_cuts as (

    select
        dimensions.dimension,
        dimensions.level_score,
        population.highest_account_key,
        cast(min(levels.ranked_value) as decimal(18, 2)) as cut_value,
        population.as_of_date as fitted_as_of_date
    from dimensions
    cross join population
    left join levels
        on
            dimensions.dimension = levels.dimension
            and dimensions.level_score <= levels.level_score
    group by
        dimensions.dimension,
        dimensions.level_score,
        population.highest_account_key,
        population.as_of_date

)

select * from fitted_cuts
