{# Letters that a word needs: one of a category says more than one of a name. #}
{% set shortest_word = {'category': 4, 'product': 5} %}

with

search_words as (

    select * from {{ ref('features_search_words') }}

),

keyword_words as (

    select
        phrase as keyword,
        word,
        stem
    from search_words
    where phrase_kind = 'keyword'

),

brand_words as (

    select *
    from search_words
    where phrase_kind = 'brand'

),

product_words as (

    select distinct
        word,
        stem
    from search_words
    where
        (
            (phrase_kind = 'category' and length(word) >= {{ shortest_word.category }})
            or (phrase_kind = 'product' and length(word) >= {{ shortest_word.product }})
        )
        and word not in (
            'algemeen', 'artikelen', 'divers', 'diverse', 'extra', 'general', 'items',
            'other', 'overig', 'overige', 'producten', 'products', 'various', 'voor',
            'with', 'zonder'
        )

),

classed_words as (

    select
        keyword_words.keyword,
        'brand' as keyword_class
    from keyword_words
    inner join brand_words
        on
            keyword_words.word = brand_words.word
            and ' ' || keyword_words.keyword || ' '
            like '% ' || brand_words.phrase || ' %'
    union
    select
        keyword_words.keyword,
        'product' as keyword_class
    from keyword_words
    inner join product_words
        on
            left(keyword_words.word, 4) = left(product_words.word, 4)
            and (
                keyword_words.word like product_words.stem || '%'
                or (
                    product_words.word like keyword_words.stem || '%'
                    and length(product_words.word) <= length(keyword_words.word)
                )
            )
    union
    select
        keyword,
        'other' as keyword_class
    from keyword_words

),

keyword_classes as (

    select
        keyword,
        case
            when max(case when keyword_class = 'brand' then 1 end) = 1 then 'brand'
            when max(case when keyword_class = 'product' then 1 end) = 1 then 'product'
            else 'other'
        end as keyword_class,
        keyword like '%@%'
        or {{ matches('keyword', '[0-9]{6}') }} as is_personal
    from classed_words
    group by keyword

)

select * from keyword_classes
