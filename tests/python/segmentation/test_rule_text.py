import datetime as dt
from decimal import Decimal

import pytest

from klantcentraal.segmentation.conditions import Choice, Condition, Range, Rule
from klantcentraal.segmentation.rounding import Cut
from klantcentraal.segmentation.rule_columns import CATEGORY, COLUMNS, FLAG, RuleColumn
from klantcentraal.segmentation.rule_sql import rule_sql
from klantcentraal.segmentation.rule_text import rule_text


def at(value: str) -> Cut:
    return Cut(Decimal(value))


NEW_YEAR = Cut(dt.date(2024, 1, 1))
AFTER_ZERO = Cut(Decimal(0), is_after=True)


@pytest.mark.parametrize(
    ("name", "condition", "told"),
    [
        (
            "days_since_last_invoice",
            Range(high=at("90")),
            (
                "laatste factuur minder dan 90 dagen geleden",
                "last invoice less than 90 days ago",
                "coalesce(days_since_last_invoice < 90, false)",
            ),
        ),
        (
            "days_since_last_invoice",
            Range(low=at("350"), is_unknown=True),
            (
                "laatste factuur minstens 350 dagen geleden of nog nooit een factuur",
                "last invoice at least 350 days ago or never an invoice",
                "(days_since_last_invoice >= 350 or days_since_last_invoice is null)",
            ),
        ),
        (
            "days_since_last_invoice",
            Range(is_known=False, is_unknown=True),
            (
                "nog nooit een factuur",
                "never an invoice",
                "days_since_last_invoice is null",
            ),
        ),
        (
            "days_since_last_invoice",
            Range(),
            (
                "ooit een factuur",
                "an invoice at some time",
                "days_since_last_invoice is not null",
            ),
        ),
        (
            "invoices_12m_count",
            Range(low=at("4"), high=at("9")),
            (
                "4 tot en met 8 facturen in 12 maanden",
                "4 to 8 invoices in 12 months",
                "coalesce(invoices_12m_count >= 4 and invoices_12m_count < 9, false)",
            ),
        ),
        (
            "invoices_12m_count",
            Range(low=at("7"), high=at("9")),
            (
                "7 of 8 facturen in 12 maanden",
                "7 or 8 invoices in 12 months",
                "coalesce(invoices_12m_count >= 7 and invoices_12m_count < 9, false)",
            ),
        ),
        (
            "invoices_12m_count",
            Range(low=AFTER_ZERO, high=at("2")),
            (
                "precies 1 factuur in 12 maanden",
                "exactly 1 invoice in 12 months",
                "coalesce(invoices_12m_count > 0 and invoices_12m_count < 2, false)",
            ),
        ),
        (
            "invoices_12m_count",
            Range(high=AFTER_ZERO),
            (
                "geen factuur in 12 maanden",
                "no invoice in 12 months",
                "coalesce(invoices_12m_count <= 0, false)",
            ),
        ),
        (
            "employees",
            Range(low=at("20"), high=at("200"), is_unknown=True),
            (
                "20 tot 200 medewerkers of aantal medewerkers onbekend",
                "20 to under 200 employees or number of employees unknown",
                "((employees >= 20 and employees < 200) or employees is null)",
            ),
        ),
        (
            "margin_12m_amount",
            Range(low=at("1E+3"), high=at("5000")),
            (
                "€ 1.000 tot € 5.000 marge in 12 maanden",
                "€1,000 to under €5,000 margin in 12 months",
                "coalesce(margin_12m_amount >= 1000 and margin_12m_amount < 5000, false)",
            ),
        ),
        (
            "revenue_12m_amount",
            Range(low=AFTER_ZERO, high=at("1250")),
            (
                "meer dan € 0 en minder dan € 1.250 netto omzet in 12 maanden",
                "more than €0 and less than €1,250 net revenue in 12 months",
                "coalesce(revenue_12m_amount > 0 and revenue_12m_amount < 1250, false)",
            ),
        ),
        (
            "late_invoice_share",
            Range(low=at("0.25")),
            (
                "minstens 25 % van de facturen te laat betaald",
                "at least 25% of invoices paid late",
                "coalesce(late_invoice_share >= 0.25, false)",
            ),
        ),
        (
            "days_late_value",
            Range(low=at("2.5")),
            (
                "betaling gemiddeld minstens 2,5 dagen te laat",
                "payment at least 2.5 days late on average",
                "coalesce(days_late_value >= 2.5, false)",
            ),
        ),
        (
            "discount_share",
            Range(low=AFTER_ZERO),
            (
                "enige korting",
                "some discount",
                "coalesce(discount_share > 0, false)",
            ),
        ),
        (
            "first_invoice_date",
            Range(high=NEW_YEAR),
            (
                "eerste factuur vóór 1 januari 2024",
                "first invoice before 1 January 2024",
                "coalesce(first_invoice_date < cast('2024-01-01' as date), false)",
            ),
        ),
        (
            "customer_since_date",
            Range(low=NEW_YEAR, high=Cut(dt.date(2025, 4, 1))),
            (
                "klant geworden van 1 januari 2024 tot 1 april 2025",
                "became a customer from 1 January 2024 until before 1 April 2025",
                "coalesce(customer_since_date >= cast('2024-01-01' as date) and "
                "customer_since_date < cast('2025-04-01' as date), false)",
            ),
        ),
        (
            "region",
            Choice(frozenset({"Utrecht", "'s-Hertogenbosch"})),
            (
                "regio 's-Hertogenbosch of Utrecht",
                "region 's-Hertogenbosch or Utrecht",
                "coalesce(region in ('''s-Hertogenbosch', 'Utrecht'), false)",
            ),
        ),
        (
            "region",
            Choice(frozenset({"Utrecht", None})),
            (
                "regio Utrecht of regio onbekend",
                "region Utrecht or region unknown",
                "(region = 'Utrecht' or region is null)",
            ),
        ),
        (
            "region",
            Choice(frozenset({"Utrecht"}), is_excluded=True),
            (
                "niet regio Utrecht",
                "not region Utrecht",
                "(region <> 'Utrecht' or region is null)",
            ),
        ),
        (
            "region",
            Choice(frozenset({"Utrecht", None}), is_excluded=True),
            (
                "niet regio Utrecht en regio bekend",
                "not region Utrecht and region known",
                "coalesce(region <> 'Utrecht', false)",
            ),
        ),
        (
            "region",
            Choice(frozenset({None}), is_excluded=True),
            (
                "regio bekend",
                "region known",
                "region is not null",
            ),
        ),
        (
            "relationship_type",
            Choice(frozenset({"transactional"})),
            (
                "relatievorm losse aankopen",
                "relationship type single purchases",
                "coalesce(relationship_type = 'transactional', false)",
            ),
        ),
        (
            "is_payment_inherited",
            Choice(frozenset({True})),
            (
                "een ander account betaalt",
                "another account pays",
                "coalesce(is_payment_inherited = true, false)",
            ),
        ),
        (
            "is_payment_inherited",
            Choice(frozenset({True}), is_excluded=True),
            (
                "betaalt zelf of betaler onbekend",
                "pays its own invoices or payer unknown",
                "(is_payment_inherited <> true or is_payment_inherited is null)",
            ),
        ),
    ],
)
def test_text_and_sql_say_the_same(
    name: str, condition: Condition, told: tuple[str, str, str]
) -> None:
    nl, en, sql = told
    rule: Rule = (((name, condition),),)
    assert rule_text(rule, is_tendency=False, language="nl", currency="EUR") == f"De regel: {nl}."
    assert rule_text(rule, is_tendency=False, language="en", currency="EUR") == f"The rule: {en}."
    assert rule_sql(rule) == sql


def test_boxes_and_conditions_are_joined() -> None:
    few = ("invoices_12m_count", Range(high=at("2")))
    late = ("late_invoice_share", Range(low=at("0.5")))
    known = ("region", Choice(frozenset({None}), is_excluded=True))
    rule: Rule = ((few, late, known), (late,))
    assert rule_text(rule, is_tendency=True, language="nl") == (
        "Tendens, geen vaste grens: ofwel hoogstens 1 factuur in 12 maanden, minstens 50 % van de "
        "facturen te laat betaald en regio bekend; ofwel minstens 50 % van de facturen te laat "
        "betaald."
    )
    assert rule_text(rule, is_tendency=True, language="en") == (
        "Tendency, not a firm line: either at most 1 invoice in 12 months, at least 50% of "
        "invoices paid late and region known; or at least 50% of invoices paid late."
    )
    assert rule_sql(rule) == (
        "coalesce((invoices_12m_count < 2 and late_invoice_share >= 0.5 and region is not null) "
        "or (late_invoice_share >= 0.5), false)"
    )


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_every_column_can_be_said_both_ways(column: RuleColumn) -> None:
    for words in (column.nl, column.en):
        assert words.known != words.unknown
        assert "{}" in words.some or column.kind == FLAG
        assert ("{}" in words.other) == (column.kind == CATEGORY)
