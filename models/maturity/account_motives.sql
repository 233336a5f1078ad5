with

words as (

    select texts.*
    from (
        values
        (
            'quality', 'kwaliteit', '% van de omzet zit in de hoogste prijsklasse',
            'quality', '% of its revenue is in the premium price tier'
        ),
        (
            'price', 'de prijs', '% korting op de lijstprijs',
            'the price', '% discount off the list price'
        ),
        (
            'brand', 'het merk', '% van de omzet is van het merk ',
            'the brand', '% of its revenue is of the brand '
        )
    ) as texts (buying_motive, name_nl, seen_nl, name_en, seen_en)

),

scores as (

    select
        *,
        case when premium_tier_share > 0 then quality_percentile_share else -1 end
            as quality_strength,
        case when discount_share > 0 then price_percentile_share else -1 end
            as price_strength,
        case when top_brand_share > 0 then brand_percentile_share else -1 end
            as brand_strength,
        cast(quality_percentile_share is not null as int)
        + cast(price_percentile_share is not null as int)
        + cast(brand_percentile_share is not null as int) as compared_count
    from {{ ref('maturity_motive_scores') }}

),

judged as (

    select
        *,
        greatest(quality_strength, price_strength, brand_strength) as strength,
        case
            when stated_motive is not null then stated_motive
            when compared_count < 2 then null
            when greatest(quality_strength, price_strength, brand_strength) < 0
                then null
            when quality_strength >= greatest(price_strength, brand_strength)
                then 'quality'
            when price_strength >= brand_strength then 'price'
            else 'brand'
        end as buying_motive
    from scores

),

told as (

    select
        judged.*,
        words.name_nl,
        words.name_en,
        case judged.buying_motive
            when 'quality' then judged.premium_tier_share
            when 'price' then judged.discount_share
            else judged.top_brand_share
        end as seen_share,
        case when judged.buying_motive = 'brand' then judged.top_brand else '' end
            as seen_brand,
        words.seen_nl,
        words.seen_en
    from judged
    left join words on judged.buying_motive = words.buying_motive

),

account_motives as (

    select
        account_id,
        buying_motive,
        stated_motive,
        top_brand,
        {{ motive_reason('nl') }} as reason_nl,
        {{ motive_reason('en') }} as reason_en,
        cast(round(100 * quality_percentile_share) as int) as quality_score,
        cast(round(100 * price_percentile_share) as int) as price_score,
        cast(round(100 * brand_percentile_share) as int) as brand_score,
        discount_share,
        premium_tier_share,
        top_brand_share,
        as_of_date
    from told

)

select * from account_motives
