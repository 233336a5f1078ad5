with

scoring as (

    select * from {{ ref('features_scoring') }}

),

scores as (

    select * from {{ ref('segments_rfm_scores') }}

),

facts as (

    select
        scoring.account_key,
        scoring.has_bought,
        cast(scoring.days_since_last_invoice as string)
        || case when scoring.days_since_last_invoice = 1 then ' dag' else ' dagen' end
            as days_text_nl,
        cast(scoring.days_since_last_invoice as string)
        || case when scoring.days_since_last_invoice = 1 then ' day' else ' days' end
            as days_text_en,
        cast(scoring.invoices_12m_count as string)
        || case when scoring.invoices_12m_count = 1 then ' factuur' else ' facturen' end
            as invoices_text_nl,
        cast(scoring.invoices_12m_count as string)
        || case when scoring.invoices_12m_count = 1 then ' invoice' else ' invoices' end
            as invoices_text_en,
        cast(scoring.revenue_12m_amount as string) as revenue_text,
        cast(scores.r_score as string) as r_text,
        cast(scores.f_score as string) as f_text,
        cast(scores.m_score as string) as m_text
    from scoring
    inner join scores
        on
            scoring.as_of_date = scores.as_of_date
            and scoring.account_key = scores.account_key

),

rfm_reasons as (

    select
        account_key,
        case
            when has_bought
                then
                    'Laatste factuur ' || days_text_nl || ' geleden (R ' || r_text
                    || '), ' || invoices_text_nl || ' (F ' || f_text
                    || ') en ' || revenue_text || ' netto omzet (M ' || m_text
                    || ') in 12 maanden.'
            else 'Nog nooit gekocht.'
        end as reason_nl,
        case
            when has_bought
                then
                    'Last invoice ' || days_text_en || ' ago (R ' || r_text
                    || '), ' || invoices_text_en || ' (F ' || f_text
                    || ') and ' || revenue_text || ' net revenue (M ' || m_text
                    || ') in 12 months.'
            else 'Never bought.'
        end as reason_en
    from facts

)

select * from rfm_reasons
