with

accounts as (

    select * from {{ ref('input_accounts') }}

),

account_keys as (

    select distinct
        account_id,
        account_key
    from {{ ref('input_accounts') }}

),

dates as (

    select as_of_date from {{ ref('features_dates') }}

),

dated_versions as (

    select
        dates.as_of_date,
        accounts.account_key,
        accounts.valid_from,
        coalesce(cast(accounts.valid_from as date) > dates.as_of_date, false)
            as is_future_version
    from accounts
    cross join dates

),

chosen_versions as (

    select
        as_of_date,
        account_key,
        count_if(not is_future_version) = 0 as is_future_version,
        case
            when count_if(not is_future_version) > 0
                then max(valid_from) filter (where not is_future_version)
            else min(valid_from)
        end as valid_from
    from dated_versions
    group by as_of_date, account_key

),

account_attributes as (

    select
        chosen_versions.as_of_date,
        versions.account_key,
        coalesce(bill_to_keys.account_key, versions.account_key) as bill_to_account_key,
        versions.account_id,
        versions.parent_account_id,
        versions.bill_to_account_id,
        versions.account_name,
        versions.registration_number,
        versions.vat_number,
        versions.legal_form,
        versions.industry_code,
        versions.industry_name,
        versions.size_class,
        versions.country_code,
        versions.region,
        versions.city,
        versions.credit_rating,
        versions.account_manager,
        versions.relationship_type,
        versions.account_status,
        versions.employees,
        versions.annual_turnover as annual_turnover_amount,
        versions.credit_limit as credit_limit_amount,
        versions.cost_to_serve as cost_to_serve_amount,
        -- What happens to an account later is no guess for before.
        case when not chosen_versions.is_future_version then versions.dunning_level end
            as dunning_level_number,
        case when not chosen_versions.is_future_version then versions.is_on_hold end
            as is_on_hold,
        chosen_versions.is_future_version as is_history_assumed,
        versions.founded_date,
        versions.customer_since as customer_since_date
    from chosen_versions
    inner join accounts as versions
        on
            chosen_versions.account_key = versions.account_key
            and chosen_versions.valid_from is not distinct from versions.valid_from
    left join account_keys as bill_to_keys
        on versions.bill_to_account_id = bill_to_keys.account_id

)

select * from account_attributes
