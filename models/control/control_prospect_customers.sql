with

sole_trader_forms as (

    select * from {{ ref('sole_trader_forms') }}

),

prospects as (

    select
        prospect_id,
        company_name,
        replace(lower(legal_form), '.', '') as legal_form,
        registration_number || ' ' || coalesce(country_code, '') as registration_mark,
        vat_number,
        source_file,
        source_row_number
    from {{ ref('control_prospects_judged') }}
    where rule_ids = ''

),

accounts as (

    select
        judged.account_id,
        judged.account_name,
        replace(lower(judged.legal_form), '.', '') as legal_form,
        judged.registration_number || ' ' || coalesce(judged.country_code, '')
            as registration_mark,
        judged.vat_number
    from {{ ref('control_accounts_judged') }} as judged
    inner join {{ ref('control_account_versions') }} as versions
        on
            judged.source_file = versions.source_file
            and judged.source_row_number = versions.source_row_number
    where versions.until_date = cast('9999-12-31' as date)

),

matches as (

    select
        prospects.prospect_id,
        accounts.account_id
    from prospects
    inner join accounts on prospects.registration_mark = accounts.registration_mark
    union all
    select
        prospects.prospect_id,
        accounts.account_id
    from prospects
    inner join accounts on prospects.vat_number = accounts.vat_number

),

{# Branches share a number: one of them with the prospect's name is enough. #}
renamed as (

    select
        matches.prospect_id,
        min(matches.account_id) as account_id
    from matches
    inner join prospects on matches.prospect_id = prospects.prospect_id
    inner join accounts on matches.account_id = accounts.account_id
    group by matches.prospect_id
    having
        max(case
            when
                {{ name_without_form('prospects.company_name') }}
                = {{ name_without_form('accounts.account_name') }}
                then 1
            else 0
        end) = 0

),

prospect_customers as (

    select
        renamed.prospect_id,
        renamed.account_id,
        prospects.company_name,
        accounts.account_name,
        prospects.source_file,
        prospects.source_row_number,
        coalesce(prospect_forms.legal_form, account_forms.legal_form) is not null
            as is_sole_trader
    from renamed
    inner join prospects on renamed.prospect_id = prospects.prospect_id
    inner join accounts on renamed.account_id = accounts.account_id
    left join sole_trader_forms as prospect_forms
        on prospects.legal_form = prospect_forms.legal_form
    left join sole_trader_forms as account_forms
        on accounts.legal_form = account_forms.legal_form

)

select * from prospect_customers
