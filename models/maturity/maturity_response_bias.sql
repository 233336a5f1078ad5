{# Fewer say nothing; a mean differs above 5/4 or below 4/5, a share over 5 points. #}
{% set smallest_sample = 30 %}
{% set large_ratio = 1.25 %}
{% set large_difference = 0.05 %}

with

judged as (

    select
        *,
        cast(cast(round(100 * response_share, 0) as int) as string) as response_text,
        cast(cast(round(100 * respondent_revenue_share, 0) as int) as string)
            as revenue_text,
        case
            when buyer_count = 0 or respondent_count = 0 then 'none'
            when respondent_count < {{ smallest_sample }} then 'few'
            when respondent_revenue_ratio_value > {{ large_ratio }} then 'large'
            when respondent_revenue_ratio_value * {{ large_ratio }} < 1 then 'small'
            when late_share_difference_value < -{{ large_difference }} then 'prompt'
            when late_share_difference_value > {{ large_difference }} then 'late'
            else 'alike'
        end as bias
    from {{ ref('maturity_response_shares') }}

),

worded as (

    select
        *,
        case bias
            when 'few' then 'dat zijn er te weinig om op te bouwen.'
            when 'large' then 'het oordeel is vooral dat van grote klanten.'
            when 'small' then 'het oordeel is vooral dat van kleine klanten.'
            when 'prompt' then 'het oordeel is vooral dat van stipte betalers.'
            when 'late' then 'het oordeel is vooral dat van late betalers.'
            else 'zij lijken in omzet en betaling op de andere kopers.'
        end as verdict_nl,
        case bias
            when 'few' then 'that is too few to build on.'
            when 'large' then 'the opinion is mostly that of large customers.'
            when 'small' then 'the opinion is mostly that of small customers.'
            when 'prompt' then 'the opinion is mostly that of prompt payers.'
            when 'late' then 'the opinion is mostly that of late payers.'
            else 'in revenue and payment they are like the other buyers.'
        end as verdict_en
    from judged

),

response_bias as (

    select
        case
            when bias = 'none' then 'Geen koper gaf in 12 maanden een oordeel.'
            else
                response_text
                || ' % van de kopers gaf in 12 maanden een oordeel, samen '
                || coalesce(revenue_text, '0')
                || ' % van de omzet: '
                || verdict_nl
        end as note_nl,
        case
            when bias = 'none' then 'No buyer gave an opinion in 12 months.'
            else
                response_text
                || ' % of the buyers gave an opinion in 12 months, together '
                || coalesce(revenue_text, '0')
                || ' % of revenue: '
                || verdict_en
        end as note_en,
        buyer_count,
        respondent_count,
        response_share,
        respondent_revenue_share,
        respondent_revenue_ratio_value,
        late_share_difference_value,
        as_of_date
    from worded

)

select * from response_bias
