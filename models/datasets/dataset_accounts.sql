with

windows as (

    select
        as_of_date as scoring_date,
        horizon_days
    from {{ ref('dataset_windows') }}

),

dates as (

    select
        role,
        as_of_date,
        {{ months_before('as_of_date', 12) }} as start_12m_date
    from {{ ref('features_spine') }}
    where role in ('scoring', 'model', 'verification')

),

accounts as (

    select
        attributes.account_key,
        attributes.account_id,
        account_groups.group_id,
        windows.horizon_days,
        starts.start_date
    from {{ ref('features_account_attributes') }} as attributes
    inner join windows on attributes.as_of_date = windows.scoring_date
    inner join {{ ref('features_account_groups') }} as account_groups
        on
            attributes.as_of_date = account_groups.as_of_date
            and attributes.account_key = account_groups.account_key
    inner join {{ ref('dataset_account_starts') }} as starts
        on attributes.account_key = starts.account_key

),

judged as (

    select
        accounts.account_key,
        dates.role,
        accounts.account_id,
        accounts.group_id,
        case
            when accounts.horizon_days is null then 'no horizon'
            when coalesce(rhythm.purchase_day_count, 0) < 2
                then 'fewer than two purchase days'
            when rhythm.last_invoice_date <= dates.start_12m_date
                then 'no purchase in 12 months'
            when 2 * rhythm.own_interval_value > accounts.horizon_days
                then 'rhythm slower than horizon'
        end as ineligible_reason,
        dates.as_of_date
    from accounts
    inner join dates
        on coalesce(accounts.start_date <= dates.as_of_date, true)
    left join {{ ref('features_rhythm') }} as rhythm
        on
            dates.as_of_date = rhythm.as_of_date
            and accounts.account_key = rhythm.account_key

),

dataset_accounts as (

    select
        account_key,
        role,
        account_id,
        group_id,
        ineligible_reason,
        cast({{ fold_of('group_id') }} as int) as fold_number,
        ineligible_reason is null as is_eligible,
        as_of_date
    from judged

)

select * from dataset_accounts
