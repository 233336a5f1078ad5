{# Each rule says one sentence in two languages, in the order of a note. #}
{% set rules = [
    [
        'not is_available',
        "'Niet beschikbaar' || coalesce(': lever ' || missing_sources, '')"
        ~ " || '; tot dan is de impact een aanname.'",
        "'Not available' || coalesce(': deliver ' || missing_sources, '')"
        ~ " || '; until then the impact is assumed.'",
    ],
    [
        'is_available and missing_sources is not null',
        "'Niet geleverd: ' || missing_sources || '.'",
        "'Not delivered: ' || missing_sources || '.'",
    ],
    [
        'is_available and fill_share < 0.5',
        "'Bekend bij ' || fill_text || ' % van de accounts.'",
        "'Known for ' || fill_text || ' % of the accounts.'",
    ],
    ['is_available and bias_nl is not null', 'bias_nl', 'bias_en'],
    [
        'is_available and refusal_nl is not null',
        "'De impact is een aanname: ' || refusal_nl || '.'",
        "'The impact is assumed: ' || refusal_en || '.'",
    ],
    [
        'is_available and refusal_nl is null and not is_measured',
        "'De impact is een aanname: op de modeldatum was hierin geen verschil.'",
        "'The impact is assumed: at the model date accounts did not differ in it.'",
    ],
    [
        'is_measured and impact_value_low > 0',
        "'Voegt ' || impact_text_nl || ' punten toe; gedeeld met andere criteria ' || "
        ~ "shared_text_nl || '.'",
        "'Adds ' || impact_text || ' points; shared with other criteria ' || "
        ~ "shared_text || '.'",
    ],
    [
        'is_measured and impact_value_low <= 0 and shared_impact_value < 1',
        "'Voegt niets meetbaars toe aan de voorspelling.'",
        "'Adds nothing measurable to the prediction.'",
    ],
    [
        'is_measured and impact_value_low <= 0 and shared_impact_value >= 1',
        "'Zegt vooral wat andere criteria ook zeggen: alleen ' || "
        ~ "impact_text_nl || ' punten, gedeeld ' || shared_text_nl || '.'",
        "'Says mostly what other criteria say too: ' || impact_text || "
        ~ "' points alone, ' || shared_text || ' shared.'",
    ],
    [
        'is_measured and verified_impact_value is null',
        "'Alleen op de modeldataset gemeten, niet op een ouder tijdvak.'",
        "'Measured on the model dataset only, not on an older period.'",
    ],
    [
        'shared_impact_value >= 1 and verified_impact_value <= 0',
        "'Op de verificatiedataset voegde het niets toe.'",
        "'On the verification dataset it added nothing.'",
    ],
] %}

with

facts as (

    select * from {{ ref('maturity_criterion_facts') }}

),

sentences as (

    {% for condition, sentence_nl, sentence_en in rules %}
        select
            criterion_id,
            {{ loop.index }} as place,
            {{ sentence_nl }} as sentence_nl,
            {{ sentence_en }} as sentence_en
        from facts
        where {{ condition }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

criterion_notes as (

    select
        criterion_id,
        {{ dbt.listagg('sentence_nl', "' '", 'order by place') }} as note_nl,
        {{ dbt.listagg('sentence_en', "' '", 'order by place') }} as note_en
    from sentences
    group by criterion_id

)

select * from criterion_notes
