"""Complaints: more from the dissatisfied, and three times as many about some products."""

import duckdb

from klantcentraal.demo.arrivals import office_hours, working_day
from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import LAST_DAY

# Complaints per invoice line of an account of mean satisfaction, and how fast they grow with
# dissatisfaction: one point less gives 1.75 times as many.
LINE_SHARE = 0.0105
SATISFACTION_MEAN = 7.6
SATISFACTION_EFFECT = 0.56
MOST = 0.2

# One product of each category draws so many times as many complaints as the others.
BAD_PRODUCT_FACTOR = 3

NEVER_CLOSED_SHARE = 0.015
DAYS_TO_CLOSE = 6

# Running share of the categories, of complaints about a product that draws many and of others.
CATEGORIES = (
    ("kwaliteit", 0.75, 0.3),
    ("levering", 0.88, 0.68),
    ("factuur", 0.94, 0.86),
    ("service", 1.0, 1.0),
)

DESCRIPTIONS = {
    "kwaliteit": (
        "Na een week al stuk.",
        "Valt tegen in gebruik, graag een ander.",
        "De hele doos is niet bruikbaar.",
        "Niet zoals op de website staat.",
        "Broken after two days of use.",
    ),
    "levering": (
        "Levering kwam drie dagen te laat.",
        "Er ontbrak een deel van de bestelling.",
        "Verkeerd artikel geleverd.",
        "Doos kwam beschadigd aan.",
        "Delivered to the wrong address.",
    ),
    "factuur": (
        "Factuur klopt niet met de pakbon.",
        "Afgesproken korting staat niet op de factuur.",
        "Factuur dubbel ontvangen.",
        "The invoice names the wrong quantity.",
    ),
    "service": (
        "Drie keer gebeld zonder antwoord.",
        "Toegezegde terugbelafspraak niet nagekomen.",
        "Retour aanmelden lukt niet.",
        "Nobody answers our messages.",
    ),
}

COMPLAINTS = """
    select
        'M' || lpad(complaint_number::varchar, 6, '0') as complaint_id,
        account_id,
        opened_at,
        closed_at,
        product_id,
        invoice_id,
        category,
        description
    from demo_complaints
    order by complaint_number
"""


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates tables demo_complaint_products and demo_complaints (one row per complaint).

    Args:
        connection: The database, with demo_buyers, demo_products, demo_documents and
            demo_document_lines.
        draws: The draws of this company.
    """
    connection.execute(f"""
        create table demo_complaint_products as
        with turned as (
            select
                product_id,
                row_number() over (
                    partition by category_number
                    order by
                        {draws.integer("product.bad", "category_number", "product_number")},
                        product_number
                ) as turn
            from demo_products
        )
        select
            product_id,
            case when turn = 1 then {BAD_PRODUCT_FACTOR} else 1 end as complaint_factor
        from turned
    """)
    _build_complaints(connection, draws)


def _build_complaints(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    keys = ("line_number",)

    def uniform(name: str) -> str:
        return draws.uniform(f"complaint.{name}", *keys)

    category_draw = uniform("category")
    categories = " ".join(
        f"when {category_draw} < case when complaint_factor > 1 then {bad} else {other} end "
        f"then '{category}'"
        for category, bad, other in CATEGORIES
    )
    descriptions = " ".join(
        f"when '{category}' then {draws.pick(texts, f'complaint.{category}', *keys)}"
        for category, texts in DESCRIPTIONS.items()
    )
    connection.execute(f"""
        create table demo_complaints as
        with bought as (
            select
                lines.line_number,
                lines.product_id,
                documents.invoice_id,
                documents.account_id,
                documents.invoice_date,
                products.complaint_factor,
                exp({SATISFACTION_EFFECT} * ({SATISFACTION_MEAN} - buyers.satisfaction))
                    as account_factor
            from demo_document_lines as lines
            inner join demo_documents as documents
                on lines.document_number = documents.document_number
            inner join demo_buyers as buyers
                on documents.account = buyers.account
            inner join demo_complaint_products as products
                on lines.product_id = products.product_id
            where not documents.is_credit_note
        ),
        complained as (
            select
                *,
                invoice_date + (1 + {draws.below("21", "complaint.days", *keys)})::integer
                    as wished_date,
                case {categories} end as category
            from bought
            where
                {uniform("made")}
                < least({MOST}, {LINE_SHARE} * complaint_factor * account_factor)
        ),
        opened as (
            select
                *,
                {working_day("wished_date")} as opened_date,
                {uniform("closed")} as closed_draw,
                (
                    {DAYS_TO_CLOSE} * account_factor * {draws.exponential("complaint.open", *keys)}
                )::integer as open_days
            from complained
        ),
        handled as (
            select
                *,
                opened_date + {office_hours(draws, "complaint.minute", *keys)} as opened_at,
                {working_day("(opened_date + 1 + open_days)")} as closed_date
            from opened
            where opened_date <= date '{LAST_DAY}'
        )
        select
            row_number() over (order by opened_at, line_number) as complaint_number,
            account_id,
            opened_at::timestamp as opened_at,
            case
                when closed_draw >= {NEVER_CLOSED_SHARE} and closed_date <= date '{LAST_DAY}'
                    then closed_date + {office_hours(draws, "complaint.closing_minute", *keys)}
            end::timestamp as closed_at,
            product_id,
            invoice_id,
            category,
            case category {descriptions} end as description
        from handled
    """)
