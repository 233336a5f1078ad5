{% set shares = {
    'quality': 'premium_tier_share',
    'price': 'discount_share',
    'brand': 'top_brand_share',
} %}

with

scoring as (

    select
        attributes.account_id,
        buying_motive.*
    from {{ ref('features_spine') }} as spine
    inner join {{ ref('features_buying_motive') }} as buying_motive
        on spine.as_of_date = buying_motive.as_of_date
    inner join {{ ref('features_account_attributes') }} as attributes
        on
            buying_motive.as_of_date = attributes.as_of_date
            and buying_motive.account_key = attributes.account_key
    where spine.role = 'scoring'

),

ranked as (

    select
        {% for motive, share in shares.items() %}
            rank() over (order by {{ share }} asc nulls last) as {{ motive }}_rank,
            count(*) over (partition by {{ share }}) as {{ motive }}_tie_count,
            count({{ share }}) over () as {{ motive }}_account_count,
        {% endfor %}
        *
    from scoring

),

motive_scores as (

    select
        account_id,
        top_brand,
        stated_motive,
        {% for motive, share in shares.items() %}
            case
                when {{ share }} is not null
                    then
                        round(
                            cast(
                                2 * ({{ motive }}_rank - 1) + {{ motive }}_tie_count
                                as double
                            ) / nullif(2 * {{ motive }}_account_count, 0),
                            9
                        )
            end as {{ motive }}_percentile_share,
        {% endfor %}
        discount_share,
        premium_tier_share,
        top_brand_share,
        as_of_date
    from ranked

)

select * from motive_scores
