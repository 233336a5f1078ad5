{%- set typed_counts = ref('control_market_counts_typed') -%}

with

size_classes as (

    select * from {{ ref('rules_size_classes') }}

),

later_copies as (

    {{ later_copies(
        typed_counts,
        key=['industry_code', 'size_class', 'region'],
        columns=entity_columns('market_counts'),
        event='typed.source_file',
    ) }}

),

judged as (

    select
        typed.industry_code,
        typed.size_class,
        typed.region,
        typed.source_file,
        typed.company_count,
        typed.source_row_number,
        typed.corrections,
        {{ judge_links(
            key='industry_code',
            breaches=[
                ('not_in_list', 'size_class', 'size_classes.size_class is null'),
            ],
        ) }}
    from {{ typed_counts }} as typed
    left join size_classes on typed.size_class = size_classes.size_class
    {{ join_later_copies() }}

)

select * from judged
