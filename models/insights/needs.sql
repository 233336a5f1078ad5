with

-- Where no text was delivered there is nothing to count, not even zero.
delivered as (

    select distinct scoring.as_of_date
    from {{ ref('features_scoring') }} as scoring
    inner join {{ ref('features_pains') }} as pains
        on scoring.as_of_date = pains.as_of_date

),

known_needs as (

    select
        needs.need_id,
        needs.need_name_nl,
        needs.need_name_en,
        needs.kind,
        needs.product_category,
        needs.proposition_nl,
        needs.proposition_en,
        need_terms.top_terms
    from {{ ref('rules_needs') }} as needs
    left join {{ ref('features_need_terms') }} as need_terms
        on needs.need_id = need_terms.need_id
    where needs.kind = 'need'

),

found_topics as (

    select distinct
        topic_id as need_id,
        'Onderwerp: ' || top_terms as need_name_nl,
        'Topic: ' || top_terms as need_name_en,
        'topic' as kind,
        cast(null as string) as product_category,
        cast(null as string) as proposition_nl,
        cast(null as string) as proposition_en,
        top_terms
    from {{ ref('features_topics_computed') }}

),

named_needs as (

    select * from known_needs
    union all
    select * from found_topics

),

counted_needs as (

    select
        account_needs.need_id,
        count(*) as account_count,
        count_if(not account_needs.is_met) as unmet_account_count,
        sum(account_needs.statement_count) as statement_count,
        sum(known_accounts.revenue_12m_amount) as revenue_12m_amount
    from {{ ref('account_needs') }} as account_needs
    inner join {{ ref('accounts') }} as known_accounts
        on account_needs.account_id = known_accounts.account_id
    group by account_needs.need_id

),

needs as (

    select
        named_needs.need_id,
        named_needs.need_name_nl,
        named_needs.need_name_en,
        named_needs.kind,
        named_needs.product_category,
        named_needs.proposition_nl,
        named_needs.proposition_en,
        named_needs.top_terms,
        cast(coalesce(counted_needs.account_count, 0) as bigint) as account_count,
        case
            when named_needs.kind = 'need'
                then cast(coalesce(counted_needs.unmet_account_count, 0) as bigint)
        end as unmet_account_count,
        cast(coalesce(counted_needs.statement_count, 0) as bigint) as statement_count,
        cast(coalesce(counted_needs.revenue_12m_amount, 0) as decimal(18, 2))
            as revenue_12m_amount,
        delivered.as_of_date
    from named_needs
    cross join delivered
    left join counted_needs on named_needs.need_id = counted_needs.need_id

)

select * from needs
