{% macro motive_reason(language) %}
    {%- set words = {
        'nl': {
            'stated': "'Noemt zelf ' || name_nl || ' als reden om te kopen.'",
            'unknown': "'Onbekend: korting, prijsklasse en merk zeggen te weinig.'",
            'more': ', meer dan bij ',
            'others': '% van de klanten.',
        },
        'en': {
            'stated': "'Says that it buys for ' || name_en || '.'",
            'unknown': "'Not known: discount, price tier and brand say too little.'",
            'more': ', more than for ',
            'others': '% of the accounts.',
        },
    }[language] -%}
    case
        when stated_motive is not null then {{ words.stated }}
        when buying_motive is null then {{ words.unknown }}
        else
            cast(cast(round(100 * seen_share) as int) as string)
            || seen_{{ language }} || seen_brand || '{{ words.more }}'
            || cast(cast(round(100 * strength) as int) as string) || '{{ words.others }}'
    end
{%- endmacro %}
