{% set accented = 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ' %}
{% set plain = 'aaaaaaceeeeiiiinooooouuuuyy' %}
{# What separates words; an @ stays, because it marks an address. #}
{% set marks = '-_.,;:!?()[]/+&*#=|<>~^%$€£´`‘’“”' %}
{% set mark_codes = [9, 10, 13, 34, 39, 92, 160] %}

with

products as (

    select * from {{ ref('input_products') }}

),

texts as (

    select keyword as spelling from {{ ref('input_web_visits') }}
    where account_key is not null
    union
    select keyword as spelling from {{ ref('input_search_keywords') }}
    union
    select word as spelling from {{ ref('rules_brand_words') }}
    union
    select brand as spelling from products
    union
    select product_category as spelling from products
    union
    select product_subcategory as spelling from products
    union
    select product_name as spelling from products

),

spaced_texts as (

    select
        spelling,
        translate(
            lower(spelling),
            '{{ accented }}'
            || '{{ marks }}'
            {% for code in mark_codes %}
                || chr({{ code }})
            {% endfor %},
            '{{ plain }}'
            || '{{ ' ' * (marks | length + mark_codes | length) }}'
        ) as spaced_text
    from texts
    where spelling is not null

),

single_spaced_texts as (

    select
        spelling,
        trim(replace(replace(replace(spaced_text, ' ', '<>'), '><', ''), '<>', ' '))
            as phrase
    from spaced_texts

),

spellings as (

    select
        spelling,
        case
            when phrase not in ('', 'not provided', 'not set', 'none') then phrase
        end as phrase
    from single_spaced_texts

)

select * from spellings
