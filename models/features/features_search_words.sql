{# Words of a phrase that are read; a longer one has said enough by then. #}
{% set longest_phrase = 8 %}

with

products as (

    select * from {{ ref('input_products') }}

),

sold_texts as (

    select
        'brand' as phrase_kind,
        word as spelling
    from {{ ref('rules_brand_words') }}
    union
    select
        'brand' as phrase_kind,
        brand as spelling
    from products
    union
    select
        'category' as phrase_kind,
        product_category as spelling
    from products
    union
    select
        'category' as phrase_kind,
        product_subcategory as spelling
    from products
    union
    select
        'product' as phrase_kind,
        product_name as spelling
    from products

),

phrases as (

    select
        sold_texts.phrase_kind,
        spellings.phrase
    from sold_texts
    inner join {{ ref('features_search_spellings') }} as spellings
        on sold_texts.spelling = spellings.spelling
    union
    select
        'keyword' as phrase_kind,
        keyword as phrase
    from {{ ref('features_keyword_grain') }}
    union
    select
        'keyword' as phrase_kind,
        keyword as phrase
    from {{ ref('features_search_results') }}

),

phrase_words as (

    {% for place in range(1, longest_phrase + 1) %}
        select
            phrase_kind,
            phrase,
            split_part(phrase, ' ', {{ place }}) as word
        from phrases
        {% if not loop.last %}union{% endif %}
    {% endfor %}
),

search_words as (

    select
        phrase_kind,
        phrase,
        word,
        case
            when (word like '%en' or word like '%ies') and length(word) >= 7
                then left(word, length(word) - 3)
            when word like '%en' and length(word) >= 6
                then left(word, length(word) - 2)
            when word like '%s' and length(word) >= 5
                then left(word, length(word) - 1)
            else word
        end as stem
    from phrase_words
    where word <> ''

)

select * from search_words
