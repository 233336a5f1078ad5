{%- set typed_budgets = ref('control_budgets_typed') -%}

with

accounts as (

    select *
    from {{ ref('control_account_references') }}
    where is_earliest

),

linked as (

    select
        typed.*,
        coalesce(accounts.own_account_id, typed.account_id) as own_account_id
    from {{ typed_budgets }} as typed
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id

),

later_copies as (

    {{ later_copies(
        'linked',
        key=['own_account_id', 'budget_year', 'product_category'],
        columns=entity_columns('budgets'),
        event='typed.known_at',
    ) }}

),

judged as (

    select
        typed.account_id,
        typed.product_category,
        typed.source_file,
        accounts.match_route,
        accounts.account_key,
        typed.budget_year,
        typed.available_budget,
        typed.source_row_number,
        coalesce(
            cast(typed.known_at as date),
            try_cast(cast(typed.budget_year as string) || '-01-01' as date)
        ) as known_date,
        typed.known_at,
        {{ link_corrections([account_zeros()]) }},
        {{ judge_links(
            key='budget_year',
            parents={'account_id': 'account'},
        ) }}
    from linked as typed
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id
    {{ join_later_copies() }}

)

select * from judged
