{% set motives = {
    'quality': {
        'share': 'premium_tier_share',
        'stated_nl': 'Noemt zelf kwaliteit als reden om te kopen.',
        'stated_en': 'Says that it buys for quality.',
        'seen_nl': '% van de omzet in de hoogste prijsklasse, meer dan bij ',
        'seen_en': '% of revenue in the premium price tier, more than for ',
    },
    'price': {
        'share': 'discount_share',
        'stated_nl': 'Noemt zelf de prijs als reden om te kopen.',
        'stated_en': 'Says that it buys for the price.',
        'seen_nl': '% korting op de lijstprijs, meer dan bij ',
        'seen_en': '% discount off the list price, more than for ',
    },
    'brand': {
        'share': 'top_brand_share',
        'stated_nl': 'Noemt zelf het merk als reden om te kopen.',
        'stated_en': 'Says that it buys for the brand.',
        'seen_nl': '% van de omzet is van één merk, meer dan bij ',
        'seen_en': '% of revenue is of one brand, more than for ',
    },
} %}
{% set accounts = {'nl': '% van de klanten.', 'en': '% of the accounts.'} %}
{% set unknown = {
    'nl': 'Onbekend: in 12 maanden geen korting, prijsklasse of merk.',
    'en': 'Not known: no discount, price tier or brand in 12 months.',
} %}

with

scores as (

    select
        {% for motive, words in motives.items() %}
            case
                when {{ words.share }} > 0 then {{ motive }}_percentile_share else -1
            end as {{ motive }}_strength,
            cast(round(100 * {{ motive }}_percentile_share) as int)
                as {{ motive }}_score,
        {% endfor %}
        *
    from {{ ref('maturity_motive_scores') }}

),

judged as (

    select
        *,
        case
            when stated_motive is not null then stated_motive
            when
                quality_strength >= greatest(price_strength, brand_strength, 0)
                then 'quality'
            when price_strength >= greatest(brand_strength, 0) then 'price'
            when brand_strength >= 0 then 'brand'
        end as buying_motive
    from scores

),

account_motives as (

    select
        account_id,
        buying_motive,
        stated_motive,
        top_brand,
        {% for language in ['nl', 'en'] %}
            case
                {% for motive, words in motives.items() %}
                    when stated_motive = '{{ motive }}'
                        then '{{ words["stated_" ~ language] }}'
                    when buying_motive = '{{ motive }}'
                        then
                            cast(cast(round(100 * {{ words.share }}) as int) as string)
                            || '{{ words["seen_" ~ language] }}'
                            || cast({{ motive }}_score as string)
                            || '{{ accounts[language] }}'
                {% endfor %}
                else '{{ unknown[language] }}'
            end as reason_{{ language }},
        {% endfor %}
        quality_score,
        price_score,
        brand_score,
        discount_share,
        premium_tier_share,
        top_brand_share,
        as_of_date
    from judged

)

select * from account_motives
