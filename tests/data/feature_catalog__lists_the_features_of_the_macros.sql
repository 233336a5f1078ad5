{% set features = criterion_features() %}
{% set text_names = text_features() %}

with

catalog as (

    select
        criterion_id,
        feature_name,
        is_text
    from {{ ref('feature_catalog') }}

),

macro_features as (

    {% for criterion_id, feature_names in features.items() %}
        {% set criterion_loop = loop %}
        {% for feature_name in feature_names %}
            select
                '{{ criterion_id }}' as criterion_id,
                '{{ feature_name }}' as feature_name,
                {{ feature_name in text_names }} as is_text
            {{ 'union all' if not (criterion_loop.last and loop.last) }}
        {% endfor %}
    {% endfor %}

),

problems as (

    select
        'in one of the two only' as problem,
        coalesce(catalog.feature_name, macro_features.feature_name) as feature_name
    from catalog
    full outer join macro_features
        on
            catalog.criterion_id = macro_features.criterion_id
            and catalog.feature_name = macro_features.feature_name
            and catalog.is_text = macro_features.is_text
    where catalog.feature_name is null or macro_features.feature_name is null

)

select * from problems
