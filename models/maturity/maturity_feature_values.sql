with

scoring as (

    select * from {{ ref('features_scoring') }}

),

catalog as (

    select * from {{ ref('feature_catalog') }}

),

feature_values as (

    select
        scoring.account_id,
        catalog.criterion_id,
        catalog.feature_name,
        case catalog.feature_name
            when 'industry_code' then scoring.industry_code
            when 'industry_division_code' then scoring.industry_division_code
            when 'size_class' then scoring.size_class
            when 'legal_form' then scoring.legal_form
            when 'country_code' then scoring.country_code
            when 'region' then scoring.region
            when 'city' then scoring.city
        end as feature_text,
        case catalog.feature_name
            when 'employees' then scoring.employees
            when 'years_since_founding_number' then scoring.years_since_founding_number
            when 'annual_turnover_amount' then scoring.annual_turnover_amount
            when 'days_since_last_invoice' then scoring.days_since_last_invoice
            when 'days_since_first_invoice' then scoring.days_since_first_invoice
            when 'invoices_12m_count' then scoring.invoices_12m_count
            when 'purchase_day_count' then scoring.purchase_day_count
            when 'revenue_12m_amount' then scoring.revenue_12m_amount
            when 'revenue_per_invoice_amount' then scoring.revenue_per_invoice_amount
            when 'days_between_purchases_value'
                then scoring.days_between_purchases_value
            when 'silence_in_rhythms_value' then scoring.silence_in_rhythms_value
            when 'revenue_trend_value' then scoring.revenue_trend_value
            when 'categories_12m_count' then scoring.categories_12m_count
            when 'new_categories_12m_count' then scoring.new_categories_12m_count
            when 'categories_lifetime_count' then scoring.categories_lifetime_count
            when 'top_category_share' then scoring.top_category_share
            when 'category_concentration_share'
                then scoring.category_concentration_share
            when 'late_invoice_share' then scoring.late_invoice_share
            when 'days_late_value' then scoring.days_late_value
            when 'overdue_amount' then scoring.overdue_amount
            when 'open_amount' then scoring.open_amount
            when 'credit_use_value' then scoring.credit_use_value
        end as feature_value,
        scoring.as_of_date
    from scoring
    cross join catalog

)

select * from feature_values
