{#- How many groups are shown: the ones with most revenue billed elsewhere. -#}
{%- set group_count = 20 -%}

with

sales as (

    select
        account_key,
        bill_to_account_key,
        sum(valid_net_amount) as net_amount
    from {{ ref('control_compared_invoices') }}
    group by account_key, bill_to_account_key

),

families as (

    select
        account_keys.account_key,
        families.family_id,
        count(*) over (partition by families.family_id) as member_count
    from {{ ref('control_account_families') }} as families
    inner join {{ ref('control_account_keys') }} as account_keys
        on families.account_id = account_keys.account_id

),

placed_sales as (

    select
        sales.account_key,
        payers.account_key as bill_to_account_key,
        buyers.family_id,
        payers.family_id as bill_to_family_id,
        buyers.member_count,
        sales.net_amount
    from sales
    left join families as buyers on sales.account_key = buyers.account_key
    left join families as payers on sales.bill_to_account_key = payers.account_key

),

group_sales as (

    select
        family_id,
        count(distinct case
            when bill_to_family_id <> family_id then account_key
        end) as account_count,
        sum(net_amount) as left_amount,
        sum(case when bill_to_family_id = family_id then net_amount else 0 end)
            as right_amount,
        row_number() over (
            order by
                sum(case when bill_to_family_id = family_id then 0 else net_amount end)
                desc nulls last,
                family_id asc nulls last
        ) as group_rank
    from placed_sales
    where member_count > 1
    group by family_id
    having count(case when bill_to_family_id <> family_id then 1 end) > 0

),

compared_groups as (

    {% for comparison, owner in [
        ('revenue_by_bill_to', 'bill_to_account_key'), ('revenue_by_group', 'family_id'),
    ] %}
        select
            '{{ comparison }}' as comparison,
            cast(null as string) as account_id,
            cast(sum(net_amount) as decimal(18, 2)) as left_amount,
            cast(
                sum(case when {{ owner }} is not null then net_amount else 0 end)
                as decimal(18, 2)
            ) as right_amount,
            count(distinct {{ owner }}) as account_count
        from placed_sales
        having count(*) > 0
        union all
    {% endfor %}
    select
        'groups_billed_outside' as comparison,
        family_id as account_id,
        cast(left_amount as decimal(18, 2)) as left_amount,
        cast(right_amount as decimal(18, 2)) as right_amount,
        account_count
    from group_sales
    where group_rank <= {{ group_count }}

)

select * from compared_groups
