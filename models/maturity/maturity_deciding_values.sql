with

formatted as (

    select
        deciding_features.*,
        phrases.value_format,
        cast(round(deciding_features.feature_value) as bigint) as whole_value,
        greatest(
            deciding_features.worse_count,
            deciding_features.better_count,
            deciding_features.equal_count
        ) as compared_count
    from {{ ref('maturity_deciding_features') }} as deciding_features
    inner join {{ ref('feature_phrases') }} as phrases
        on deciding_features.feature_name = phrases.feature_name

),

digits as (

    select
        *,
        lpad(cast(abs(whole_value) as string), 15, '0') as padded_digits
    from formatted

),

value_texts as (

    select
        *,
        case value_format
            when 'share'
                then cast(cast(round(100 * feature_value) as bigint) as string) || ' %'
            when 'decimal'
                then cast(cast(round(feature_value, 1) as decimal(18, 1)) as string)
            when 'yes_no' then case when feature_value > 0 then 'yes' else 'no' end
            when 'days'
                then
                    cast(whole_value as string)
                    || case when abs(whole_value) = 1 then ' day' else ' days' end
            else
                case when whole_value < 0 then '-' else '' end
                || coalesce(
                    nullif(
                        trim(
                            leading '0,'
                            from
                            substr(padded_digits, 1, 3) || ','
                            || substr(padded_digits, 4, 3) || ','
                            || substr(padded_digits, 7, 3) || ','
                            || substr(padded_digits, 10, 3) || ','
                            || substr(padded_digits, 13, 3)
                        ),
                        ''
                    ),
                    '0'
                )
        end as value_text
    from digits

),

deciding_values as (

    select
        account_id,
        criterion_id,
        feature_name,
        case value_format
            when 'share' then value_text
            when 'decimal' then replace(value_text, '.', ',')
            when 'yes_no' then case when value_text = 'yes' then 'ja' else 'nee' end
            when 'days'
                then replace(replace(value_text, ' days', ' dagen'), ' day', ' dag')
            else replace(value_text, ',', '.')
        end as value_text_nl,
        value_text as value_text_en,
        case
            when compared_count = equal_count then 'like'
            when compared_count = worse_count then 'better'
            else 'worse'
        end as comparison_word,
        cast(
            floor(
                cast(100 * compared_count as double)
                / nullif(cast(ranked_count as double), 0)
            ) as bigint
        ) as compared_percentage
    from value_texts

)

select * from deciding_values
