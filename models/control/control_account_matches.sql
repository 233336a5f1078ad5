{#- Files whose rows name an account; some permissions find theirs by a contact. -#}
{%- set files = [
    'invoices', 'payments', 'contacts', 'contact_permissions', 'survey_responses',
    'complaints', 'stated_needs', 'leads', 'contracts', 'referrals', 'engagement_events',
    'web_visits', 'media_profiles', 'budgets', 'campaign_contacts',
] -%}
{%- set routes = [
    'account_id', 'account_link', 'leading_zeros', 'registration_number', 'vat_number',
    'web_domain', 'none',
] -%}

with

routes as (

    {% for route in routes %}
        select '{{ route }}' as match_route
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

matched as (

    {% for file in files %}
        select
            '{{ file }}' as entity,
            coalesce(match_route, 'none') as match_route,
            count(*) as row_count
        from {{ ref('control_' ~ file ~ '_judged') }}
        where match_route is not null or account_key is null
        group by coalesce(match_route, 'none')
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

totals as (

    select
        entity,
        sum(row_count) as row_count
    from matched
    group by entity

),

account_matches as (

    select
        totals.entity,
        routes.match_route,
        cast(coalesce(matched.row_count, 0) as bigint) as row_count,
        round(
            cast(coalesce(matched.row_count, 0) as double)
            / nullif(totals.row_count, 0),
            9
        ) as row_share
    from totals
    cross join routes
    left join matched
        on
            totals.entity = matched.entity
            and routes.match_route = matched.match_route

)

select * from account_matches
