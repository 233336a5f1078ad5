{% set motives = {
    'quality': {
        'share': 'premium_tier_share',
        'stated_nl': 'Noemt zelf kwaliteit als reden om te kopen.',
        'stated_en': 'Says that it buys for quality.',
        'seen_nl': '% van de omzet zit in de hoogste prijsklasse',
        'seen_en': '% of its revenue is in the premium price tier',
    },
    'price': {
        'share': 'discount_share',
        'stated_nl': 'Noemt zelf de prijs als reden om te kopen.',
        'stated_en': 'Says that it buys for the price.',
        'seen_nl': '% korting op de lijstprijs',
        'seen_en': '% discount off the list price',
    },
    'brand': {
        'share': 'top_brand_share',
        'stated_nl': 'Noemt zelf het merk als reden om te kopen.',
        'stated_en': 'Says that it buys for the brand.',
        'seen_nl': "% van de omzet is van het merk ' || top_brand || '",
        'seen_en': "% of its revenue is of the brand ' || top_brand || '",
    },
} %}
{% set unknown_nl = 'Onbekend: in 12 maanden geen korting, prijsklasse of merk.' %}
{% set unknown_en = 'Not known: no discount, price tier or brand in 12 months.' %}

with

scores as (

    select
        *,
        {% for motive, words in motives.items() %}
            case when {{ words.share }} > 0 then {{ motive }}_percentile_share else -1 end
                as {{ motive }}_strength{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('maturity_motive_scores') }}

),

judged as (

    select
        *,
        case
            when stated_motive is not null then stated_motive
            when greatest(quality_strength, price_strength, brand_strength) < 0 then null
            when quality_strength >= greatest(price_strength, brand_strength)
                then 'quality'
            when price_strength >= brand_strength then 'price'
            else 'brand'
        end as buying_motive
    from scores

),

account_motives as (

    select
        account_id,
        buying_motive,
        stated_motive,
        top_brand,
        {% for language, others in {
            'nl': ', meer dan bij ', 'en': ', more than for ',
        }.items() %}
            case
                {% for motive, words in motives.items() %}
                    when stated_motive = '{{ motive }}'
                        then '{{ words["stated_" ~ language] }}'
                    when buying_motive = '{{ motive }}'
                        then
                            cast(cast(round(100 * {{ words.share }}) as int) as string)
                            || '{{ words["seen_" ~ language] }}{{ others }}'
                            || cast(
                                cast(round(100 * {{ motive }}_strength) as int) as string
                            )
                            || '% {{ "van de klanten." if language == "nl"
                                else "of the accounts." }}'
                {% endfor %}
                else '{{ unknown_nl if language == "nl" else unknown_en }}'
            end as reason_{{ language }},
        {% endfor %}
        {% for motive in motives %}
            cast(round(100 * {{ motive }}_percentile_share) as int)
                as {{ motive }}_score,
        {% endfor %}
        discount_share,
        premium_tier_share,
        top_brand_share,
        as_of_date
    from judged

)

select * from account_motives
