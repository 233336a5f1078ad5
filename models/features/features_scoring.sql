with

spine as (

    select as_of_date from {{ ref('features_spine') }}
    where role = 'scoring'

),

scoring as (

    select
        attributes.account_key,
        attributes.account_id,
        firmographics.group_id,
        firmographics.duplicate_of_account_id,
        attributes.parent_account_id,
        attributes.bill_to_account_id,
        attributes.account_name,
        firmographics.legal_form,
        firmographics.industry_code,
        firmographics.industry_division_code,
        attributes.industry_name,
        firmographics.size_class,
        firmographics.country_code,
        firmographics.region,
        firmographics.city,
        attributes.account_manager,
        attributes.relationship_type,
        firmographics.employees,
        firmographics.years_since_founding_number,
        firmographics.annual_turnover_amount,
        attributes.credit_limit_amount,
        consumption.days_since_last_invoice,
        consumption.days_since_first_invoice,
        consumption.invoices_12m_count,
        consumption.purchase_day_count,
        consumption.revenue_12m_amount,
        consumption.revenue_prior_12m_amount,
        consumption.margin_12m_amount,
        consumption.lifetime_revenue_amount,
        consumption.lifetime_margin_amount,
        consumption.revenue_per_invoice_amount,
        consumption.days_between_purchases_value,
        consumption.silence_in_rhythms_value,
        consumption.revenue_trend_value,
        potential.wallet_share,
        buying_motive.online_share,
        buying_motive.discount_share,
        cross_sales.categories_12m_count,
        cross_sales.new_categories_12m_count,
        cross_sales.categories_lifetime_count,
        cross_sales.top_category_share,
        cross_sales.category_concentration_share,
        finances.due_invoices_12m_count,
        finances.late_invoice_share,
        finances.days_late_value,
        finances.credit_use_value,
        finances.open_amount,
        finances.overdue_amount,
        satisfaction.satisfaction_value,
        consumption.last_invoice_date is not null as has_bought,
        attributes.bill_to_account_key <> attributes.account_key
            as is_payment_inherited,
        attributes.as_of_date,
        attributes.customer_since_date,
        consumption.first_invoice_date,
        consumption.last_invoice_date
    from spine
    inner join {{ ref('features_account_attributes') }} as attributes
        on spine.as_of_date = attributes.as_of_date
    {% for criterion in [
        'firmographics', 'potential', 'buying_motive', 'consumption', 'cross_sales'
    ] %}
        inner join {{ ref('features_' ~ criterion) }} as {{ criterion }}
            on
                attributes.as_of_date = {{ criterion }}.as_of_date
                and attributes.account_key = {{ criterion }}.account_key
    {% endfor %}
    left join {{ ref('features_finances') }} as finances
        on
            attributes.as_of_date = finances.as_of_date
            and attributes.account_key = finances.account_key
    left join {{ ref('features_satisfaction') }} as satisfaction
        on
            attributes.as_of_date = satisfaction.as_of_date
            and attributes.account_key = satisfaction.account_key

)

select * from scoring
