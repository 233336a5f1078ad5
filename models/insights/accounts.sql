with

scoring as (

    select * from {{ ref('features_scoring') }}

),

account_segments as (

    select * from {{ ref('account_segments') }}

),

account_scores as (

    select * from {{ ref('maturity_account_scores') }}

),

sole_trader_forms as (

    select * from {{ ref('sole_trader_forms') }}

),

accounts as (

    select
        scoring.account_id,
        scoring.group_id,
        scoring.parent_account_id,
        scoring.bill_to_account_id,
        scoring.duplicate_of_account_id,
        account_segments.segment_id,
        case
            when sole_trader_forms.legal_form is null then scoring.account_name
            else '***'
        end as account_name,
        scoring.industry_code,
        scoring.industry_name,
        scoring.size_class,
        scoring.country_code,
        scoring.region,
        scoring.city,
        scoring.relationship_type,
        scoring.account_manager,
        account_segments.value_tier,
        account_segments.segment_name_nl,
        account_segments.segment_name_en,
        scoring.employees,
        scoring.annual_turnover_amount,
        scoring.days_since_last_invoice,
        scoring.invoices_12m_count,
        scoring.revenue_12m_amount,
        scoring.revenue_prior_12m_amount,
        scoring.margin_12m_amount,
        scoring.lifetime_revenue_amount,
        scoring.lifetime_margin_amount,
        scoring.categories_12m_count,
        scoring.late_invoice_share,
        scoring.days_late_value,
        scoring.overdue_amount,
        scoring.credit_limit_amount,
        account_scores.account_score,
        scoring.wallet_share,
        account_segments.s_score,
        scoring.satisfaction_value,
        scoring.online_share,
        scoring.discount_share,
        account_segments.churn_probability,
        account_segments.expected_margin_amount,
        scoring.is_payment_inherited,
        scoring.as_of_date,
        scoring.customer_since_date,
        scoring.first_invoice_date,
        scoring.last_invoice_date,
        cast(null as date) as expected_next_invoice_date
    from scoring
    inner join account_segments on scoring.account_id = account_segments.account_id
    left join account_scores on scoring.account_id = account_scores.account_id
    left join sole_trader_forms
        on
            replace(lower(scoring.legal_form), '.', '')
            = sole_trader_forms.legal_form

)

select * from accounts
