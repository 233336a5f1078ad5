with

phrases as (

    select * from {{ ref('feature_phrases') }}

),

-- Without a score, the feature that would weigh most says what is missing.
heaviest_features as (

    select
        criterion_id,
        feature_name,
        row_number() over (
            partition by criterion_id
            order by weight desc nulls last, feature_name asc nulls last
        ) as weight_rank
    from {{ ref('rules_criterion_scores') }}

),

missing_reasons as (

    select
        heaviest_features.criterion_id,
        'Niet bekend: ' || lower(substr(phrases.missing_reason_nl, 1, 1))
        || substr(phrases.missing_reason_nl, 2) as reason_nl,
        'Not known: ' || lower(substr(features.missing_reason, 1, 1))
        || substr(features.missing_reason, 2) as reason_en
    from heaviest_features
    inner join phrases on heaviest_features.feature_name = phrases.feature_name
    inner join {{ ref('feature_catalog') }} as features
        on heaviest_features.feature_name = features.feature_name
    where heaviest_features.weight_rank = 1

),

deciding_reasons as (

    select
        deciding_values.account_id,
        deciding_values.criterion_id,
        replace(phrases.phrase_nl, '{value}', deciding_values.value_text_nl)
        || case deciding_values.comparison_word
            when 'like' then ' (zoals '
            when 'better' then ' (beter dan '
            else ' (slechter dan '
        end
        || cast(deciding_values.compared_percentage as string)
        || ' % van de klanten)' as reason_nl,
        replace(phrases.phrase_en, '{value}', deciding_values.value_text_en)
        || case deciding_values.comparison_word
            when 'like' then ' (like '
            when 'better' then ' (better than '
            else ' (worse than '
        end
        || cast(deciding_values.compared_percentage as string)
        || ' % of customers)' as reason_en
    from {{ ref('maturity_deciding_values') }} as deciding_values
    inner join phrases on deciding_values.feature_name = phrases.feature_name

),

criterion_reasons as (

    select
        criterion_scores.account_id,
        criterion_scores.criterion_id,
        coalesce(deciding_reasons.reason_nl, missing_reasons.reason_nl) as reason_nl,
        coalesce(deciding_reasons.reason_en, missing_reasons.reason_en) as reason_en
    from {{ ref('maturity_criterion_scores') }} as criterion_scores
    left join deciding_reasons
        on
            criterion_scores.account_id = deciding_reasons.account_id
            and criterion_scores.criterion_id = deciding_reasons.criterion_id
    left join missing_reasons
        on criterion_scores.criterion_id = missing_reasons.criterion_id

)

select * from criterion_reasons
