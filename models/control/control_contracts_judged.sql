{%- set typed_contracts = ref('control_contracts_typed') -%}

with

accounts as (

    select *
    from {{ ref('control_account_references') }}
    where is_earliest

),

later_copies as (

    {{ later_copies(
        typed_contracts,
        key=['contract_id'],
        columns=entity_columns('contracts'),
        event='typed.start_date',
    ) }}

),

judged as (

    select
        typed.contract_id,
        typed.product_category,
        typed.termination_reason,
        typed.source_file,
        accounts.match_route,
        accounts.account_key,
        typed.yearly_amount,
        typed.source_row_number,
        typed.start_date,
        typed.end_date,
        typed.notice_date,
        coalesce(cast(typed.known_at as date), typed.start_date) as known_date,
        typed.known_at,
        {{ link_corrections([account_zeros()]) }},
        {{ judge_links(
            key='contract_id',
            parents={'account_id': 'account'},
        ) }}
    from {{ typed_contracts }} as typed
    left join accounts on {{ account_alias('typed.account_id') }} = accounts.account_id
    {{ join_later_copies() }}

)

select * from judged
