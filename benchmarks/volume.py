"""Generated volume: the files of the input contract for a wholesaler of any size.

The shape is that of the notes on performance (skewed accounts, five lines an invoice, 40 product
categories, four years); payments, credit notes and late facts come as often as in the demo company.
Every draw is a pure function of seed, salt and row key, so threads and memory do not change a file.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

LINES_PER_INVOICE = 5.0
LINES_PER_ACCOUNT = 100
CATEGORIES, PRODUCTS_PER_CATEGORY = 40, 50
DAYS = 4 * 365
LAST_DAY = "2026-06-30"
SEED = 7

# Of the invoices: credited in full, in part, and credited by a note that names no invoice.
FULL_CREDIT_SHARE, PART_CREDIT_SHARE, LOOSE_CREDIT_SHARE = 0.008, 0.014, 0.004
LATE_KNOWN_SHARE = 0.03
PART_PAID_SHARE, UNPAID_SHARE = 0.03, 0.002
# Blocks of accounts that are one group, and heads that pay for their branches in lump sums.
BLOCK, GROUP_SHARE, LUMP_SHARE = 20, 0.4, 0.7

_PARQUET = "format parquet, compression zstd"


@dataclass(frozen=True)
class Volume:
    """How much is generated.

    Attributes:
        lines: Number of invoice lines, about.
        accounts: Number of accounts; None = one for every 100 lines.
    """

    lines: int
    accounts: int | None = None

    @property
    def account_count(self) -> int:
        """Number of accounts, at least one."""
        return self.accounts or max(1, self.lines // LINES_PER_ACCOUNT)


def uniform(salt: int, *keys: str) -> str:
    """Draw from [0, 1): 53 bits of a hash.

    Args:
        salt: What is drawn; draws with one salt and one key are equal.
        *keys: SQL expressions that identify the row.

    Returns:
        An SQL expression, DOUBLE.
    """
    return f"((hash({', '.join(keys)}, {salt}, {SEED}) >> 11)::double / 9007199254740992.0)"


def normal(salt: int, *keys: str) -> str:
    """Draw from the standard normal distribution (Box-Muller); an SQL expression, DOUBLE."""
    radius = f"sqrt(-2 * ln(1 - {uniform(salt, *keys)}))"
    return f"({radius} * cos(2 * pi() * {uniform(salt + 1, *keys)}))"


def generate(volume: Volume, out: Path) -> None:
    """Write the files as Parquet: sales, payments, contracts, budgets and survey responses.

    Args:
        volume: How much.
        out: Folder for the files, made when absent.
    """
    out.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(
            "set enable_progress_bar = false; set threads = 2; set memory_limit = '4GB'"
        )
        connection.execute(f"set temp_directory = '{out / '.tmp'}'")
        _build_products(connection)
        _build_accounts(connection, volume)
        _build_documents(connection, volume)
        _build_lines(connection)
        _build_payments(connection)
        for name, select in _FILES.items():
            connection.execute(f"copy ({select}) to '{out / name}.parquet' ({_PARQUET})")


def _build_products(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"""
        create table products as
        select
            product::int as product,
            (product // {PRODUCTS_PER_CATEGORY})::int as category,
            round(exp(3 + 1.1 * {normal(1, "product")}), 2) as list_price,
            round(0.12 + 0.4 * {uniform(3, "product")}, 4) as margin_share
        from range({CATEGORIES * PRODUCTS_PER_CATEGORY}) as numbers (product)
    """)


def _build_accounts(connection: duckdb.DuckDBPyConnection, volume: Volume) -> None:
    """One row per account: lognormal rhythm times a Pareto tail, entry and exit, payment habits."""
    weight = (
        f"exp(1.2 * {normal(10, 'account')})"
        f" * least(power(1 - {uniform(12, 'account')}, -1 / 1.6), 60)"
    )
    connection.execute(f"""
        create table accounts as
        with drawn as (
            select
                account::int as account,
                case
                    when {uniform(13, "account // " + str(BLOCK))} < {GROUP_SHARE}
                        then (account - account % {BLOCK})::int
                end as head,
                account % {BLOCK} as position,
                {weight} as weight,
                case
                    when {uniform(14, "account")} < 0.55 then 0
                    else floor({uniform(15, "account")} * {DAYS - 30})
                end as entry_day,
                case
                    when {uniform(16, "account")} < 0.6 then {DAYS}
                    else 45 - ln(1 - {uniform(17, "account")}) * 500
                end as life_days,
                (14 * (1 + floor(3 * {uniform(18, "account")})))::int as terms_days,
                6 * {normal(19, "account")}
                    + case when {uniform(21, "account")} < 0.12 then 25 else 0 end as delay_days,
                (1 + floor(7 * {uniform(22, "account")} * {uniform(23, "account")}))::int
                    as favourite_count
            from range({volume.account_count}) as numbers (account)
        )
        select
            *,
            least({DAYS}, entry_day + life_days) as exit_day,
            case when position between 1 and 5 then head end as parent,
            case
                when position between 1 and 3 and {uniform(24, "head")} < 0.8 then head
            end as payer,
            {uniform(25, "head")} < {LUMP_SHARE} as pays_in_lumps
        from drawn
    """)


def _build_documents(connection: duckdb.DuckDBPyConnection, volume: Volume) -> None:
    """One row per invoice or credit note, numbered as an ERP appends them: by day."""
    invoices = max(volume.account_count, round(volume.lines / LINES_PER_INVOICE))
    connection.execute(f"""
        create table invoices as
        with shares as (
            select
                *,
                weight * (exit_day - entry_day)
                    / sum((weight * (exit_day - entry_day))::decimal(28, 6)) over ()::double
                    as share
            from accounts
        ),
        counted as (
            select
                *,
                greatest(1, floor({invoices} * share + {uniform(30, "account")}))::int as wanted
            from shares
        ),
        numbered as (
            select *, unnest(range(wanted)) as sequence from counted
        ),
        dated as (
            select
                *,
                hash(account, sequence, {SEED}) as draw,
                entry_day
                    + floor((exit_day - entry_day) * {uniform(31, "account", "sequence")})
                    as even_day
            from numbered
        ),
        moved as (
            select
                *,
                date '{LAST_DAY}' - {DAYS - 1}
                    + least({DAYS - 1}, greatest(0, even_day + 20 * sin(2 * pi() * even_day / 365)))
                    ::int as any_day
            from dated
        )
        select
            account,
            coalesce(payer, account) as payer,
            payer is not null and pays_in_lumps as pays_in_lumps,
            draw,
            favourite_count,
            terms_days,
            delay_days,
            least(any_day + case isodow(any_day) when 6 then 2 when 7 then 1 else 0 end,
                date '{LAST_DAY}')::date as invoice_date,
            least(60, 1 + floor(-ln(1 - {uniform(32, "draw")}) * {LINES_PER_INVOICE - 0.5}))::int
                as line_count
        from moved
    """)
    full, part = FULL_CREDIT_SHARE, FULL_CREDIT_SHARE + PART_CREDIT_SHARE
    loose = part + LOOSE_CREDIT_SHARE
    connection.execute(f"""
        create table documents as
        with credited as (
            select *, {uniform(33, "draw")} as credit_draw from invoices
        ),
        kinds as (
            select * exclude (credit_draw), 'invoice' as kind from credited
            union all
            select
                * exclude (credit_draw)
                replace (
                    (invoice_date + 3 + floor(25 * {uniform(34, "draw")})::int)::date
                        as invoice_date,
                    case when credit_draw < {full} then line_count else 1 end as line_count
                ),
                case
                    when credit_draw < {full} then 'full'
                    when credit_draw < {part} then 'part'
                    else 'loose'
                end as kind
            from credited
            where credit_draw < {loose}
        )
        select
            (row_number() over (order by invoice_date, draw, kind))::int as document,
            *,
            invoice_date + case
                when {uniform(35, "draw", "kind")} < {LATE_KNOWN_SHARE}
                    then (1 + floor(5 * {uniform(36, "draw", "kind")}))::int
                else 0
            end as known_date
        from kinds
        where invoice_date <= date '{LAST_DAY}'
        order by document
    """)


def _build_lines(connection: duckdb.DuckDBPyConnection) -> None:
    """One row per line; a credit note repeats the lines of its invoice with the sign turned."""
    favourite = f"floor(favourite_count * {uniform(41, 'draw', 'line')})::int"
    connection.execute(f"""
        create table lines as
        with listed as (
            select document, account, draw, kind, favourite_count, unnest(range(line_count)) as line
            from documents
        ),
        drawn as (
            select
                document,
                line,
                {PRODUCTS_PER_CATEGORY} * (
                    case
                        when {uniform(40, "draw", "line")} < 0.8
                            then hash(account, {favourite}, {SEED})
                        else hash(draw, line, 42, {SEED})
                    end % {CATEGORIES}
                )::int
                + floor({PRODUCTS_PER_CATEGORY} * power({uniform(43, "draw", "line")}, 2))::int
                    as product,
                (1 + floor(-ln(1 - {uniform(44, "draw", "line")}) * 6))
                    * case kind when 'invoice' then 1 else -1 end as quantity,
                0.75 + 0.25 * {uniform(45, "draw", "line")} as price_factor,
                {uniform(46, "draw", "line")} < 0.02 as is_cost_unknown
            from listed
        )
        select
            document,
            line,
            product,
            quantity,
            (quantity * list_price * price_factor)::decimal(18, 2) as net_amount,
            (quantity * list_price * (1 - price_factor))::decimal(18, 2) as discount_amount,
            case
                when not is_cost_unknown
                    then (quantity * list_price * (1 - margin_share))::decimal(18, 2)
            end as cost_amount,
            (quantity * list_price * price_factor * 0.21)::decimal(18, 2) as tax_amount
        from drawn
        inner join products using (product)
        order by document, line
    """)


def _build_payments(connection: duckdb.DuckDBPyConnection) -> None:
    """One row per payment of one invoice, or of all that fell due in half a month."""
    connection.execute(f"""
        create table payments as
        with amounts as (
            select document, sum(net_amount + tax_amount)::decimal(18, 2) as amount
            from lines
            group by document
        ),
        due as (
            select
                *,
                {uniform(50, "draw", "kind")} as habit,
                invoice_date + greatest(
                    1, terms_days + round(delay_days + 5 * {normal(51, "draw", "kind")})
                )::int as paid_date
            from documents
            inner join amounts using (document)
        ),
        named as (
            select document, 1 as part, payer, paid_date, amount, true as is_named
            from due
            where not pays_in_lumps and habit >= {UNPAID_SHARE + PART_PAID_SHARE}
            union all
            select
                document,
                part,
                payer,
                paid_date + 21 * (part - 1) as paid_date,
                case part
                    when 1 then (amount * 0.6)::decimal(18, 2)
                    else amount - (amount * 0.6)::decimal(18, 2)
                end as amount,
                true as is_named
            from due
            cross join (values (1), (2)) as parts (part)
            where
                not pays_in_lumps
                and habit >= {UNPAID_SHARE}
                and habit < {UNPAID_SHARE + PART_PAID_SHARE}
            union all
            select
                min(document) as document,
                1 as part,
                payer,
                date_trunc('month', paid_date)::date
                    + case when day(paid_date) <= 15 then 14 else 27 end as paid_date,
                sum(amount)::decimal(18, 2) as amount,
                false as is_named
            from due
            where pays_in_lumps
            group by all
        )
        select row_number() over (order by paid_date, document, part) as payment, *
        from named
        where paid_date <= date '{LAST_DAY}'
        order by payment
    """)


def _id(letter: str, number: str) -> str:
    return f"'{letter}' || lpad(({number})::varchar, 9, '0')"


_FILES = {
    "products": f"""
        select
            {_id("P", "product")} as product_id,
            'Product ' || product as product_name,
            'Category ' || lpad(category::varchar, 2, '0') as product_category,
            case
                when category % 8 > 0
                    then 'Brand ' || lpad((category // 4 * 3 + product % 3)::varchar, 2, '0')
            end as brand,
            case
                when category % 8 = 0 then null
                when product % 5 = 0 then 'mid'
                else ['low', 'mid', 'premium'][1 + product % 3]
            end as price_tier,
            (list_price * (1 - margin_share))::decimal(18, 2) as unit_cost,
            list_price::decimal(18, 2) as list_price
        from products
        order by product
    """,
    "accounts": f"""
        with versions as (
            select *, null::timestamp as valid_from from accounts
            union all
            select *, timestamp '2025-01-01' + to_days((account % 500)::int) as valid_from
            from accounts
            where {uniform(60, "account")} < 0.1
        )
        select
            {_id("K", "account")} as account_id,
            'Company ' || account as account_name,
            {_id("K", "parent")} as parent_account_id,
            {_id("K", "payer")} as bill_to_account_id,
            ['BV', 'NV', 'VOF', 'Eenmanszaak'][1 + account % 4] as legal_form,
            (1000 + 97 * (account % 89))::varchar as industry_code,
            'Branch ' || account % 89 as industry_name,
            case
                when {uniform(61, "account")} < 0.9
                    then (1 + floor(300 * power({uniform(62, "account", "valid_from")}, 3)))::int
            end as employees,
            (10000 * exp(2 * {normal(63, "account")}))::decimal(18, 2) as annual_turnover,
            date '1990-01-01' + (account % 10000)::int as founded_date,
            'NL' as country_code,
            'City ' || account % 300 as city,
            'Region ' || account % 12 as region,
            date '2015-01-01' + (account % 2500)::int as customer_since,
            case
                when {uniform(65, "account")} < 0.7
                    then (1000 + 20000 * {uniform(66, "account")})::decimal(18, 2)
            end as credit_limit,
            case
                when {uniform(68, "account")} < 0.8
                    then (50 + 1000 * {uniform(69, "account", "valid_from")})::decimal(18, 2)
            end as cost_to_serve,
            floor(4 * power({uniform(72, "account", "valid_from")}, 4))::int as dunning_level,
            {uniform(73, "account", "valid_from")} < 0.02 as is_on_hold,
            terms_days as payment_terms_days,
            'Manager ' || account % 40 as account_manager,
            case account % 5 when 0 then 'contract' else 'transactional' end as relationship_type,
            valid_from
        from versions
        order by account, valid_from nulls first
    """,
    "invoices": f"""
        with origins as (
            select
                notes.draw,
                notes.kind,
                documents.document,
                documents.invoice_date
            from documents
            inner join documents as notes on documents.draw = notes.draw
            where documents.kind = 'invoice' and notes.kind in ('full', 'part')
        )
        select
            {_id("F", "documents.document")} as invoice_id,
            {_id("K", "documents.account")} as account_id,
            documents.invoice_date,
            case
                when {uniform(70, "documents.draw")} < 0.9
                    then (documents.invoice_date + documents.terms_days)::date
            end as due_date,
            {_id("O", "coalesce(origins.document, documents.document)")} as order_id,
            coalesce(origins.invoice_date, documents.invoice_date) as order_date,
            ['online', 'sales', 'phone', 'partner'][1 + documents.document % 4] as sales_channel,
            documents.kind <> 'invoice' as is_credit_note,
            case
                when documents.kind in ('full', 'part') and documents.draw % 10 < 8
                    then {_id("F", "origins.document")}
            end as credited_invoice_id,
            {uniform(71, "documents.draw")} < 0.012 as is_disputed,
            'EUR' as currency_code,
            case
                when documents.known_date <> documents.invoice_date
                    then documents.known_date + interval 9 hours
            end as known_at
        from documents
        left join origins on documents.draw = origins.draw and documents.kind = origins.kind
        order by documents.document
    """,
    "invoice_lines": f"""
        select
            {_id("F", "document")} || '-' || line as invoice_line_id,
            {_id("F", "document")} as invoice_id,
            {_id("P", "product")} as product_id,
            quantity::double as quantity,
            net_amount,
            discount_amount,
            cost_amount,
            tax_amount
        from lines
        order by document, line
    """,
    "payments": f"""
        select
            {_id("B", "payment")} as payment_id,
            {_id("K", "payer")} as account_id,
            paid_date as payment_date,
            amount,
            case when is_named then {_id("F", "document")} end as invoice_id
        from payments
        order by payment
    """,
    "contracts": f"""
        with drawn as (
            select
                account,
                yearly,
                (date '{LAST_DAY}' - 1000 + (account % 365 + 365 * yearly)::int)::date as start_date
            from accounts
            cross join range(3) as years (yearly)
            where account % 5 = 0
        )
        select
            {_id("C", "3 * account + yearly")} as contract_id,
            {_id("K", "account")} as account_id,
            start_date,
            case when account % 3 > 0 then start_date + 364 end as end_date,
            case when {uniform(74, "account", "yearly")} < 0.15 then start_date + 300 end
                as notice_date,
            (500 + 5000 * {uniform(75, "account", "yearly")})::decimal(18, 2) as yearly_amount,
            case
                when {uniform(76, "account", "yearly")} < 0.5
                    then start_date - interval 30 day
            end as known_at
        from drawn
        order by account, yearly
    """,
    "budgets": f"""
        select
            {_id("K", "account")} as account_id,
            budget_year,
            case when account % 16 = 0 and category > 0 then 'Category 0' || category end
                as product_category,
            (1000 * exp({normal(77, "account", "budget_year", "category")}))::decimal(18, 2)
                as available_budget,
            case
                when {uniform(79, "account", "budget_year")} < 0.5
                    then make_timestamp(budget_year, 5, 15, 9, 0, 0)
            end as known_at
        from accounts
        cross join (values (2024), (2025), (2026)) as years (budget_year)
        cross join range(3) as categories (category)
        where account % 8 = 0 and (category = 0 or account % 16 = 0)
            and (category > 0 or account % 32 > 0)
        order by account, budget_year, category
    """,
    "survey_responses": f"""
        select
            {_id("S", "account")} as response_id,
            {_id("K", "account")} as account_id,
            timestamp '{LAST_DAY}' - to_days((account % 700)::int) as responded_at,
            floor(11 * {uniform(67, "account")})::int as nps_score
        from accounts
        where account % 3 = 0
        order by account
    """,
}
