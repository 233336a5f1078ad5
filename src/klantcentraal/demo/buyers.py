"""Who the accounts are and how they will behave: kinds, rhythm, payers, motives, wallets."""

import duckdb

from klantcentraal.demo import wallets
from klantcentraal.demo.draws import Draws
from klantcentraal.demo.segments import LAPSED, LAPSED_AFTER_DAYS
from klantcentraal.demo.workdays import DAYS, WEEKDAYS

# Accounts are dealt in blocks; a block holds one group of companies or none.
BLOCK = 20
GROUP_SHARE = 0.4
NEVER_BOUGHT_SHARE = 0.05
# Accounts that order once and never again, between the clean-up of the files and the last year.
ONCE_SHARE = 0.03
ALIKE_SHARE = 0.7

# After two years the company removed the customers that had stopped, with their history; a share of
# the accounts escaped it.
CLEANED_DAY = 731
KEPT_SHARE = 0.08

# Chance per year that an account stops, and what raises or lowers it. All of it shows in the files:
# payments, relationship_type and survey answers; nothing else decides.
STOP_RATE = 0.12
LATE_STOP_FACTOR = 1.6
CONTRACT_STOP_FACTOR = 0.6
UNHAPPY_STOP_FACTOR = 3.5
UNHAPPY_BELOW = 6.0
SATISFACTION_SD = 1.1

# Accounts that buy on price get more of their lines on discount, and at least this much; the others
# get less than their kind.
PRICE_UNDISCOUNTED_FACTOR = 0.6
PRICE_DISCOUNT = 0.11
OTHER_DISCOUNTED_FACTOR = 0.75
BRANDS = ("Keltrum", "Orvanta", "Simplano", "Tarvik", "Velmora")

# Mean days between due date and payment per account, and their spread over accounts.
PUNCTUAL_DAYS, PUNCTUAL_SD = 0.0, 6.0
LATE_DAYS, LATE_SD = 20.0, 10.0

# Gamma shape of the intervals: 1 = by chance (Poisson), 4 = the steady rhythm of a contract.
CONTRACT_SHAPE = 4


def build(connection: duckdb.DuckDBPyConnection, draws: Draws, accounts: int) -> None:
    """Creates tables demo_buyers (what is planted, by account) and demo_stops (who stopped when).

    Columns of demo_buyers: the account's number, its group (head, parent, payer), sector, kind,
    segment, first and last even day, orders a year, Gamma shape, growth, categories, shares,
    motive, payer type, mean delay in days, satisfaction, yearly budget, planned share of it and
    mean net order amount.

    Args:
        connection: The database, with demo_kinds, demo_sectors and demo_calendar.
        draws: The draws of this company.
        accounts: Number of accounts.
    """
    _build_groups(connection, draws, accounts)
    _build_kinds(connection, draws)
    _build_behaviour(connection, draws)
    connection.execute(f"""
        create table demo_stops as
        select
            buyers.account,
            demo_calendar.calendar_date as stop_date
        from demo_buyers as buyers
        asof inner join demo_calendar
            on buyers.season = demo_calendar.season
            and buyers.weekday = demo_calendar.weekday
            and buyers.stop_day >= demo_calendar.even_day_from
        where buyers.stop_day < {DAYS} and not buyers.has_never_bought
    """)


def _build_groups(connection: duckdb.DuckDBPyConnection, draws: Draws, accounts: int) -> None:
    size = f"3 + {draws.below('7', 'group.size', 'block')}"
    connection.execute(f"""
        create table demo_groups as
        with dealt as (
            select
                account,
                account // {BLOCK} as block,
                account % {BLOCK} as position
            from range({accounts}::bigint) as numbers (account)
        ),
        sized as (
            select
                *,
                case
                    when {draws.uniform("group", "block")} < {GROUP_SHARE} then {size}
                    else 0
                end as group_size,
                {draws.uniform("group.type", "block")} < 0.5 as has_branches
            from dealt
        ),
        placed as (
            select
                *,
                position < group_size as is_grouped,
                block * {BLOCK} as head_account
            from sized
        )
        select
            account,
            account = head_account and is_grouped as is_head,
            is_grouped and account <> head_account as is_member,
            has_branches and is_grouped and account <> head_account as is_branch,
            case when is_grouped then head_account else account end as head_account,
            case
                when not is_grouped or account = head_account then null
                -- In the large groups the last members fall under a regional office.
                when group_size >= 8 and position >= 6 then head_account + 2
                else head_account
            end as parent_account,
            case
                when not is_grouped or account = head_account then account
                when has_branches and {draws.uniform("group.payer", "account")} < 0.75
                    then head_account
                else account
            end as payer_account,
            row_number() over (order by {draws.integer("account.number", "account")}, account)
                as account_number
        from placed
    """)


def _build_kinds(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    never = draws.uniform("account.never_bought", "account")
    connection.execute(f"""
        create table demo_account_kinds as
        with sectors as (
            select
                *,
                (sum(weight) over (order by industry_code))::double
                    / (sum(weight) over ())::double as share_to
            from demo_sectors
        ),
        drawn as (
            select
                *,
                {draws.uniform("account.sector", "head_account")} as sector_draw,
                -- Branches of one company mostly buy alike.
                case
                    when is_branch and {draws.uniform("group.alike", "account")} < {ALIKE_SHARE}
                        then {draws.uniform("account.kind", "head_account")}
                    else {draws.uniform("account.kind", "account")}
                end as kind_draw,
                -- Some head offices only pay: their branches buy.
                {never} < case when is_head then 0.3 else {NEVER_BOUGHT_SHARE} end
                    as has_never_bought
            from demo_groups
        )
        select
            drawn.* exclude (sector_draw, kind_draw),
            sectors.industry_code,
            kinds.kind
        from drawn
        asof inner join sectors
            on drawn.sector_draw < sectors.share_to
        asof inner join demo_kinds as kinds
            on drawn.kind_draw < kinds.share_to
        order by drawn.account
    """)


def _build_behaviour(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    def uniform(name: str) -> str:
        return draws.uniform(f"account.{name}", "account_kinds.account")

    def normal(name: str) -> str:
        return draws.normal(f"account.{name}", "account_kinds.account")

    own_weekday = draws.pick(tuple(WEEKDAYS), "own", "account_kinds.account")
    connection.execute(f"""
        create table demo_buyers as
        with payers as (
            select
                account_kinds.account,
                case
                    when {uniform("late")} < kinds.late_share then 'late'
                    else 'punctual'
                end as payer_type,
                {normal("delay")} as delay_draw
            from demo_account_kinds as account_kinds
            inner join demo_kinds as kinds
                on account_kinds.kind = kinds.kind
        ),
        drawn as (
            select
                account_kinds.*,
                payers.payer_type,
                case payers.payer_type
                    when 'late' then {LATE_DAYS} + {LATE_SD} * payers.delay_draw
                    else {PUNCTUAL_DAYS} + {PUNCTUAL_SD} * payers.delay_draw
                end as delay_days,
                {uniform("contract")} < kinds.contract_share as has_contract,
                greatest(kinds.least_employees, least(5000, round(
                    sectors.median_employees * kinds.size_factor * exp(0.75 * {normal("employees")})
                )))::integer as employees,
                case
                    when {uniform("motive")} < kinds.price_share then 'price'
                    when {uniform("motive")} < kinds.price_share + kinds.quality_share
                        then 'quality'
                    else 'brand'
                end as motive,
                {draws.pick(BRANDS, "account.brand", "account_kinds.account")} as favourite_brand,
                kinds.kind <> 'key' and {uniform("once")} < {ONCE_SHARE} as buys_once,
                case
                    when kinds.kind <> 'key' and {uniform("once")} < {ONCE_SHARE}
                        then {CLEANED_DAY} + {DAYS - 365 - CLEANED_DAY} * {uniform("entry")}
                    when {uniform("early")} < kinds.early_share
                        then least(60, 365.25 / kinds.orders_per_year * {uniform("entry")})
                    else
                        kinds.first_entry_day
                        + (kinds.last_entry_day - kinds.first_entry_day) * {uniform("entry")}
                end as entry_day,
                {uniform("early")} < kinds.early_share and not buys_once as is_early,
                kinds.orders_per_year * exp(kinds.orders_sd * {normal("orders")})
                    as orders_per_year,
                kinds.growth,
                kinds.lines,
                greatest(1, least(12, round(
                    kinds.categories + kinds.categories_sd * {normal("categories")}
                )))::integer as categories,
                greatest(0, least(1, kinds.online_share + 0.1 * {normal("online")}))
                    as online_share,
                case
                    when motive = 'price'
                        then 1 - {PRICE_UNDISCOUNTED_FACTOR} * (1 - kinds.discounted_share)
                    else {OTHER_DISCOUNTED_FACTOR} * kinds.discounted_share
                end as discounted_share,
                case
                    when motive = 'price' then greatest(kinds.discount, {PRICE_DISCOUNT})
                    else kinds.discount
                end as discount,
                greatest(1, least(
                    9.8, kinds.satisfaction + {SATISFACTION_SD} * {normal("satisfaction")}
                )) as satisfaction,
                {wallets.yearly_budget(draws, "employees", "account_kinds")} as yearly_budget,
                {wallets.planned_share(draws, "kinds.wallet_share", "account_kinds")}
                    as planned_share,
                case when {uniform("season")} < 0.8 then sectors.season else 'vlak' end as season,
                case
                    when {uniform("weekday")} < 0.7 then sectors.weekday
                    else {own_weekday}
                end as weekday
            from demo_account_kinds as account_kinds
            inner join demo_kinds as kinds
                on account_kinds.kind = kinds.kind
            inner join demo_sectors as sectors
                on account_kinds.industry_code = sectors.industry_code
            inner join payers
                on account_kinds.payer_account = payers.account
        ),
        rated as (
            select
                *,
                yearly_budget * planned_share / orders_per_year as order_amount,
                case when has_contract then {CONTRACT_SHAPE} else 1 end as rhythm_shape,
                {STOP_RATE}
                * case when payer_type = 'late' then {LATE_STOP_FACTOR} else 1 end
                * case when has_contract then {CONTRACT_STOP_FACTOR} else 1 end
                * case when satisfaction < {UNHAPPY_BELOW} then {UNHAPPY_STOP_FACTOR} else 1 end
                    as stop_rate
            from drawn
        ),
        ended as (
            select
                *,
                -- Who stopped before the clean-up is gone from the files, but for a few.
                case
                    when buys_once then entry_day
                    when {draws.uniform("account.kept", "account")} < {KEPT_SHARE} then entry_day
                    else greatest(entry_day, {CLEANED_DAY})
                end
                + case when buys_once then 0.000001 else 365.25 / stop_rate end
                * {draws.exponential("account.stop", "account")}
                    as stop_day
            from rated
        )
        select
            * exclude (stop_day),
            case when stop_day < {DAYS} then stop_day end as stop_day,
            least(stop_day, {DAYS}) as last_day,
            case
                when has_never_bought then null
                when stop_day < {DAYS - LAPSED_AFTER_DAYS} then '{LAPSED}'
                else kind
            end as segment
        from ended
        order by account
    """)
