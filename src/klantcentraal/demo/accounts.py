"""The accounts file: who the customers are, with the history of their attributes."""

import datetime as dt

import duckdb

from klantcentraal.demo import names, registrations
from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import FIRST_DAY, LAST_DAY

# Share of the accounts whose attributes changed once during the four years.
CHANGED_SHARE = 0.12
SIZE_UNKNOWN_SHARE = 0.03
EMPLOYEES_UNKNOWN_SHARE = 0.1

# Day up to which orders had been entered when the status of every account was last set.
STATUS_DATE = LAST_DAY - dt.timedelta(days=2)

ACCOUNTS = """
    select
        account_id,
        account_name,
        parent_account_id,
        bill_to_account_id,
        registration_number,
        vat_number,
        legal_form,
        industry_code,
        industry_code_version,
        industry_name,
        employees,
        size_class,
        annual_turnover,
        founded_date,
        country_code,
        street_address,
        postal_code,
        city,
        region,
        website_domain,
        customer_since,
        credit_limit,
        credit_rating,
        dunning_level,
        is_on_hold,
        cost_to_serve,
        payment_terms_days,
        account_manager,
        relationship_type,
        account_status,
        valid_from
    from demo_accounts
    order by account_number, valid_from nulls first
"""


def build_terms(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates table demo_account_terms: one row per account, its id and payment terms in days.

    Args:
        connection: The database, with demo_buyers.
        draws: The draws of this company.
    """
    terms = draws.uniform("account.terms", "account")
    connection.execute(f"""
        create table demo_account_terms as
        select
            account,
            account_number,
            'K' || (100000 + account_number) as account_id,
            case
                when {terms} < 0.2 then 14
                when {terms} < 0.8 then 30
                when {terms} < 0.9 or not has_contract then 45
                else 60
            end as payment_terms_days
        from demo_buyers
    """)


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates tables demo_identities and demo_accounts (one row per account version).

    Args:
        connection: The database, with demo_buyers, demo_account_terms, demo_documents,
            demo_payments and the reference lists.
        draws: The draws of this company.
    """
    _build_identities(connection, draws)
    _build_credit(connection, draws)
    _build_statuses(connection)
    _build_versions(connection, draws)


def _build_identities(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """One row per account: names, numbers and place; branches share those of their head office."""

    def uniform(name: str) -> str:
        return draws.uniform(f"account.{name}", "account")

    def below(limit: str, name: str) -> str:
        return draws.below(limit, f"account.{name}", "account")

    letters = "'ABCDEGHJKLMNPRTVWXZ'"
    second = "'ABCDEGHJKLMNPRSTVWXZ'"
    # Neighbours get unlike names: 7919 is a prime, so each index comes up once in 9,600.
    name_index = "(word_rank * 7919 + (hash(word) % 9600)::bigint)"
    company_slot = registrations.slot("legal_account", draws.seed, 0)
    fiscal_slot = registrations.slot("legal_account", draws.seed, 350_000)
    slug = "regexp_replace(strip_accents(lower(legal_name)), '[^a-z0-9]+', '-', 'g')"
    connection.execute(f"""
        create table demo_identities as
        with cities as (
            select
                *,
                row_number() over (order by city) - 1 as city_number,
                count(*) over () as city_count,
                (sum(weight) over (order by city))::double
                    / (sum(weight) over ())::double as share_to
            from demo_cities
        ),
        first_places as (
            select
                buyers.*,
                account - head_account as member_number,
                sectors.industry_name,
                sectors.sector_group,
                string_split(sectors.name_words, '|')[
                    1 + {draws.below("3", "account.word", "account")}
                ] as word,
                cities.city_number as own_city_number,
                cities.city_count
            from demo_buyers as buyers
            inner join demo_sectors as sectors
                on buyers.industry_code = sectors.industry_code
            asof inner join cities
                on {draws.uniform("account.city", "head_account")} < cities.share_to
        ),
        -- Members of a group sit in different cities, so that a branch is known by its city.
        placed as (
            select
                first_places.* exclude (own_city_number, city_count),
                cities.city,
                cities.region,
                cities.sales_region,
                (
                    cities.first_postcode
                    + {below("cities.last_postcode - cities.first_postcode + 1", "postcode")}
                )::varchar
                || ' '
                || substr({letters}, 1 + {below("19", "letter")}, 1)
                || substr({second}, 1 + {below("20", "second_letter")}, 1) as postal_code,
                {draws.pick(names.STREETS, "account.street", "account")}
                || ' ' || (1 + {below("180", "house_number")}) as street_address
            from first_places
            inner join cities
                on (own_city_number + 7 * member_number) % first_places.city_count
                = cities.city_number
        ),
        formed as (
            select
                *,
                case
                    when industry_code in ('85201', '8710') and {uniform("foundation")} < 0.8
                        then 'stichting'
                    when
                        employees <= 3
                        and not is_head
                        and not is_member
                        and not has_contract
                        and {uniform("sole_trader")} < 0.6
                        then 'eenmanszaak'
                    when employees <= 8 and not is_head and {uniform("partnership")} < 0.15
                        then 'VOF'
                    when employees >= 250 and {uniform("public_company")} < 0.4 then 'NV'
                    else 'BV'
                end as own_form,
                row_number() over (partition by word order by account) as word_rank
            from placed
        ),
        named as (
            select
                *,
                own_form = 'eenmanszaak' and {uniform("person_name")} < 0.6 as is_person_name,
                {names.first_name("word_rank")} as owner_first_name,
                {names.last_name("word_rank")} as owner_last_name,
                word || ' ' || {names.company_name(name_index)}
                    as own_name
            from formed
        ),
        titled as (
            select
                *,
                case
                    when is_person_name then word || ' ' || owner_first_name || ' '
                        || owner_last_name
                    else own_name
                end as full_name
            from named
        ),
        inherited as (
            select
                titled.*,
                case when titled.is_branch then titled.head_account else titled.account end
                    as legal_account,
                case when titled.is_branch then heads.own_form else titled.own_form end
                    as legal_form,
                case when titled.is_branch then heads.full_name else titled.full_name end
                    as legal_name
            from titled
            inner join titled as heads
                on titled.head_account = heads.account
        )
        select
            account,
            case
                when is_branch then legal_name || ' ' || city
                when is_head then legal_name || ' Groep'
                else legal_name
            end as account_name,
            {registrations.registration_number(company_slot)} as registration_number,
            case
                when legal_form = 'eenmanszaak'
                    then {registrations.vat_number_of_sole_trader(fiscal_slot)}
                else {registrations.vat_number_of_company(fiscal_slot)}
            end as vat_number,
            legal_form,
            industry_name,
            sales_region,
            city,
            region,
            postal_code,
            street_address,
            is_person_name,
            owner_first_name,
            owner_last_name,
            case
                when
                    {draws.uniform("account.website", "legal_account")} < 0.9
                    and not is_person_name
                    then {slug} || '.example'
            end as website_domain
        from inherited
    """)


def _build_credit(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """One row per account: first invoice, customer since, and the overdue debt at the end."""

    def uniform(name: str) -> str:
        return draws.uniform(f"account.{name}", "buyers.account")

    connection.execute(f"""
        create table demo_credit as
        with lives as (
            select
                account,
                min(invoice_date) as first_date
            from demo_documents
            group by account
        ),
        paid as (
            select distinct invoice_id
            from demo_payments
            where invoice_id is not null
        ),
        overdue as (
            select
                documents.payer_account as account,
                min(documents.due_date) as oldest_due_date
            from demo_documents as documents
            inner join (
                select distinct account_id
                from demo_payments
                where invoice_id is not null
            ) as naming_payers
                on documents.payer_id = naming_payers.account_id
            left join paid
                on documents.invoice_id = paid.invoice_id
            where
                paid.invoice_id is null
                and not documents.is_credit_note
                and documents.due_date + 14 < date '{LAST_DAY}'
            group by documents.payer_account
        ),
        dated as (
            select
                buyers.account,
                overdue.oldest_due_date,
                {uniform("changed")} as changed_draw,
                {uniform("change_day")} as change_day_draw,
                {draws.exponential("account.founded", "buyers.account")} as founded_draw,
                case
                    when lives.first_date is null
                        then date '{LAST_DAY}' - (30 + floor(700 * {uniform("since")}))::integer
                    when buyers.is_early
                        then date '{FIRST_DAY}'
                        - (1 + floor(6500 * power({uniform("since")}, 1.7)))::integer
                    else lives.first_date - (3 + floor(40 * {uniform("since")}))::integer
                end as customer_since
            from demo_buyers as buyers
            left join lives
                on buyers.account = lives.account
            left join overdue
                on buyers.account = overdue.account
        )
        select
            account,
            customer_since,
            greatest(
                date '1921-01-01',
                customer_since
                - (40 + floor(3600 * founded_draw))::integer
            ) as founded_date,
            case
                when
                    changed_draw < {CHANGED_SHARE}
                    and customer_since + 200 < date '{LAST_DAY}'
                    then greatest(customer_since, date '{FIRST_DAY}') + 60 + floor(
                        (
                            date '{LAST_DAY}' - 90
                            - greatest(customer_since, date '{FIRST_DAY}')
                        ) * change_day_draw
                    )::integer
            end as changed_date,
            case when oldest_due_date is not null then oldest_due_date + 15 end as dunned_date,
            case
                when oldest_due_date is null then 0
                when oldest_due_date + 60 < date '{LAST_DAY}' then 3
                when oldest_due_date + 30 < date '{LAST_DAY}' then 2
                else 1
            end as last_dunning_level
        from dated
    """)


def _build_statuses(connection: duckdb.DuckDBPyConnection) -> None:
    """One row per account: its status by what it bought in the last two quarters of 91 days.

    The one leak that is planted: the status of today stands on all versions of the account, so in
    every historic window of a quarter it tells who bought in it and who did not.
    """
    connection.execute(f"""
        create table demo_statuses as
        with quarters as (
            select
                account,
                max(date_diff('day', invoice_date, date '{STATUS_DATE}') between 0 and 90)
                    as has_bought_last,
                max(date_diff('day', invoice_date, date '{STATUS_DATE}') between 91 and 181)
                    as has_bought_before,
                min(invoice_date) > date '{STATUS_DATE}' - 182 as is_new
            from demo_documents
            where not is_credit_note
            group by account
        )
        select
            buyers.account,
            case
                when quarters.account is null then 'prospect'
                when has_bought_last and (has_bought_before or is_new) then 'active'
                when has_bought_last then 'reactivated'
                when has_bought_before then 'dormant'
                else 'inactive'
            end as account_status
        from demo_buyers as buyers
        left join quarters
            on buyers.account = quarters.account
    """)


def _build_versions(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    def uniform(name: str) -> str:
        return draws.uniform(f"account.{name}", "buyers.account")

    def normal(name: str) -> str:
        return draws.normal(f"account.{name}", "buyers.account")

    size_class = (
        "case when version_employees < 20 then '1-19' "
        "when version_employees < 200 then '20-199' else '200+' end"
    )
    connection.execute(f"""
        create table demo_accounts as
        with starts as (
            select
                account,
                null::date as start_date
            from demo_credit
            union all
            select
                account,
                changed_date as start_date
            from demo_credit
            where changed_date is not null
            union all
            select
                account,
                dunned_date as start_date
            from demo_credit
            where dunned_date is not null and dunned_date is distinct from changed_date
        ),
        counted as (
            select
                *,
                count(*) over (partition by account) as version_count
            from starts
        ),
        described as (
            select
                terms.account_number,
                terms.account_id,
                terms.payment_terms_days,
                identities.*,
                credit.*,
                counted.version_count,
                counted.start_date,
                parents.account_id as parent_account_id,
                case when buyers.payer_account <> buyers.account then payers.account_id end
                    as bill_to_account_id,
                buyers.industry_code,
                buyers.has_never_bought,
                buyers.has_contract,
                coalesce(
                    credit.changed_date is null or counted.start_date >= credit.changed_date, false
                ) as is_changed,
                buyers.employees,
                buyers.orders_per_year,
                buyers.yearly_budget * buyers.planned_share as yearly_amount,
                statuses.account_status,
                {uniform("size_known")} as size_draw,
                {uniform("rating")} + case
                    when buyers.payer_type = 'late' then 0.35 else 0
                end as rating_draw,
                {uniform("turnover_known")} < 0.8 as is_turnover_known,
                {uniform("limit_known")} < 0.95 as is_limit_known,
                {uniform("valid_from")} < 0.6 as has_open_start,
                exp(0.4 * {normal("turnover")}) as turnover_factor,
                exp(0.3 * {normal("limit")}) as limit_factor,
                exp(0.25 * {normal("cost_to_serve")}) as cost_factor,
                0.75 + 0.4 * {uniform("old_size")} as old_size_factor
            from counted
            inner join demo_buyers as buyers
                on counted.account = buyers.account
            inner join demo_account_terms as terms
                on counted.account = terms.account
            inner join demo_identities as identities
                on counted.account = identities.account
            inner join demo_credit as credit
                on counted.account = credit.account
            inner join demo_account_terms as payers
                on buyers.payer_account = payers.account
            inner join demo_statuses as statuses
                on counted.account = statuses.account
            left join demo_account_terms as parents
                on buyers.parent_account = parents.account
        ),
        dated as (
            select
                *,
                case
                    when is_changed then employees
                    else greatest(1, round(employees * old_size_factor))
                end::integer as version_employees
            from described
        )
        select
            account_number,
            account_id,
            account_name,
            parent_account_id,
            bill_to_account_id,
            registration_number,
            vat_number,
            legal_form,
            industry_code,
            'SBI 2008' as industry_code_version,
            industry_name,
            case
                when size_draw >= {EMPLOYEES_UNKNOWN_SHARE + SIZE_UNKNOWN_SHARE}
                    then version_employees
            end as employees,
            case
                when size_draw < {EMPLOYEES_UNKNOWN_SHARE} then {size_class}
            end as size_class,
            case
                when is_turnover_known
                    then round(165000 * version_employees * turnover_factor, -3)
            end::decimal(18, 2) as annual_turnover,
            founded_date,
            'NL' as country_code,
            street_address,
            postal_code,
            city,
            region,
            website_domain,
            customer_since,
            case
                when is_limit_known
                    then 500 * ceil(
                        0.0003 * yearly_amount * payment_terms_days / 30 * limit_factor
                        * case when is_changed then 1 else 0.7 end
                        + 0.2
                    )
            end::decimal(18, 2) as credit_limit,
            case
                when rating_draw < 0.35 then 'A'
                when rating_draw < 0.75 then 'B'
                when rating_draw < 1.05 then 'C'
                else 'D'
            end as credit_rating,
            case
                when dunned_date is not null and coalesce(start_date >= dunned_date, false)
                    then last_dunning_level
                else 0
            end as dunning_level,
            coalesce(start_date >= dunned_date and last_dunning_level = 3, false) as is_on_hold,
            round(
                (40 + 7.5 * orders_per_year + case when has_contract then 350 else 0 end)
                * cost_factor, 2
            )::decimal(18, 2) as cost_to_serve,
            payment_terms_days,
            case
                when not is_changed then 'Binnendienst Centraal'
                when version_employees >= 150 then 'Accountteam Grootzakelijk'
                when has_contract then 'Buitendienst ' || sales_region
                else 'Binnendienst ' || sales_region
            end as account_manager,
            case when has_contract then 'contract' else 'transactional' end as relationship_type,
            account_status,
            case
                when start_date is not null then start_date + interval 6 hours
                when version_count > 1 or not has_open_start then customer_since::timestamp
            end::timestamp as valid_from
        from dated
    """)
