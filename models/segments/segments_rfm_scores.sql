with

rfm_values as (

    select * from {{ ref('segments_rfm_values') }}

),

satisfaction_bands as (

    select * from {{ ref('rules_satisfaction_bands') }}

),

cuts as (

    select
        {% for dimension in ['r', 'f', 'm'] %}
            {% for level in [2, 3, 4, 5] %}
                max(
                    case
                        when dimension = '{{ dimension }}' and level_score = {{ level }}
                            then cut_value
                    end
                ) as {{ dimension }}{{ level }}_value,
            {% endfor %}
        {% endfor %}
        count(*) as cut_count
    from {{ ref('segments_rfm_frozen_cuts') }}

),

rfm_scores as (

    select
        rfm_values.as_of_date,
        rfm_values.account_key,
        {% for dimension in ['r', 'f', 'm'] %}
            cast(
                case when rfm_values.{{ dimension }}_value is null then 0 else 1 end
                {% for level in [2, 3, 4, 5] %}
                    + case
                        when
                            rfm_values.{{ dimension }}_value
                            >= cuts.{{ dimension }}{{ level }}_value
                            then 1
                        else 0
                    end
                {% endfor %}
                as int
            ) as {{ dimension }}_score,
        {% endfor %}
        coalesce(satisfaction_bands.s_score, 0) as s_score
    from rfm_values
    cross join cuts
    left join satisfaction_bands
        on
            rfm_values.s_value >= satisfaction_bands.lower_value
            and (
                rfm_values.s_value < satisfaction_bands.upper_value
                or satisfaction_bands.upper_value is null
            )

)

select * from rfm_scores
