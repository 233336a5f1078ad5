with

accounts as (

    select
        cast(coalesce(sum(case when has_bought then 1 else 0 end), 0) as bigint)
            as ever_bought_count
    from {{ ref('features_scoring') }}

),

criteria as (

    select
        cast(sum(case when is_available then 1 else 0 end) as bigint)
            as available_criteria_count
    from {{ ref('maturity_criterion_ease') }}

),

samples as (

    select
        max(case when dataset_role = 'model' then row_count end) as row_count,
        max(
            case
                when dataset_role = 'model' then least(positive_count, negative_count)
            end
        ) as class_row_count,
        bool_or(dataset_role = 'model' and refusal_id is null) as is_learnable,
        bool_or(dataset_role = 'verification' and refusal_id is null) as is_verifiable
    from {{ ref('target_samples_computed') }}
    where objective_id = '{{ var("objective") }}'

),

level_facts as (

    select
        windows.note_nl as window_note_nl,
        windows.note_en as window_note_en,
        accounts.ever_bought_count,
        criteria.available_criteria_count,
        samples.row_count,
        case
            when objective.task = 'regression' then samples.row_count
            else samples.class_row_count
        end as class_row_count,
        coalesce(
            cast(
                floor(
                    {{ dbt.datediff(
                        'windows.history_start_date', 'windows.as_of_date', 'day'
                    ) }} / 30.4375
                ) as int
            ),
            0
        ) as history_months_number,
        samples.is_learnable,
        samples.is_verifiable,
        windows.as_of_date
    from {{ ref('dataset_windows') }} as windows
    cross join {{ ref('maturity_objective') }} as objective
    cross join accounts
    cross join criteria
    cross join samples

)

select * from level_facts
