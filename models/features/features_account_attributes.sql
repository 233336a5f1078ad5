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

ranked_versions as (

    select
        *,
        row_number() over (
            partition by as_of_date, account_key
            order by
                is_future_version asc nulls last,
                case when not is_future_version then valid_from end desc nulls last,
                valid_from asc nulls last
        ) as version_rank
    from dated_versions

),

account_attributes as (

    select
        ranked_versions.as_of_date,
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
        case when not ranked_versions.is_future_version then versions.dunning_level end
            as dunning_level_number,
        case when not ranked_versions.is_future_version then versions.is_on_hold end
            as is_on_hold,
        versions.street_address is not null as has_street_address,
        ranked_versions.is_future_version as is_history_assumed,
        versions.founded_date,
        versions.customer_since as customer_since_date
    from ranked_versions
    inner join accounts as versions
        on
            ranked_versions.account_key = versions.account_key
            and ranked_versions.valid_from is not distinct from versions.valid_from
    left join account_keys as bill_to_keys
        on versions.bill_to_account_id = bill_to_keys.account_id
    where ranked_versions.version_rank = 1

)

select * from account_attributes
