with

windows as (

    select * from {{ ref('dataset_windows') }}

),

label_windows as (

    select * from {{ ref('dataset_label_windows') }}

),

last_windows as (

    select max(end_date) as end_date from label_windows

),

known_leads as (

    select
        leads.*,
        windows.as_of_date as scoring_date,
        cast(leads.created_at as date) as created_date,
        coalesce(cast(leads.outcome_at as date), leads.known_date) as outcome_date
    from {{ ref('input_leads') }} as leads
    inner join windows
        on
            cast(leads.created_at as date) <= windows.as_of_date
            and leads.known_date <= windows.as_of_date

),

placed as (

    select
        known_leads.*,
        coalesce(
            label_windows.role,
            case
                when known_leads.created_date > last_windows.end_date then 'scoring'
                else 'other'
            end
        ) as role,
        label_windows.as_of_date as label_date,
        coalesce(label_windows.known_by_date, known_leads.scoring_date)
            as known_by_date
    from known_leads
    cross join last_windows
    left join label_windows
        on
            known_leads.created_date > label_windows.after_date
            and known_leads.created_date <= label_windows.end_date
            and known_leads.known_date <= label_windows.known_by_date

),

dataset_leads as (

    select
        placed.account_key,
        placed.lead_id,
        placed.role,
        account_groups.group_id,
        placed.prospect_id,
        placed.campaign_id,
        placed.source,
        case
            when placed.outcome in ('won', 'lost')
                and placed.outcome_date <= placed.known_by_date
                then placed.outcome
            else 'open'
        end as known_outcome,
        placed.quoted_amount,
        cast({{ fold_of(
            'coalesce(account_groups.group_id, placed.prospect_id, placed.lead_id)'
        ) }} as int) as fold_number,
        case
            when placed.role in ('model', 'verification')
                then
                    coalesce(placed.outcome = 'won', false)
                    and placed.outcome_date <= placed.known_by_date
        end as is_converted,
        case
            when placed.role = 'scoring' then placed.scoring_date
            else placed.label_date
        end as as_of_date,
        placed.created_date
    from placed
    left join {{ ref('features_account_groups') }} as account_groups
        on
            placed.scoring_date = account_groups.as_of_date
            and placed.account_key = account_groups.account_key

)

select * from dataset_leads
