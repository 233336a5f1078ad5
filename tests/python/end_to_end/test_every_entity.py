"""A small delivery of every entity: each row says in `verdict` and `route` what becomes of it."""

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from klantcentraal.contract import load

from .conftest import PROJECT, environment

DELIVERY = Path(__file__).parent / "every_entity"
ENTITIES = tuple(load(PROJECT))
REMOVED = "exact_duplicate_row"

CORRECTIONS = {
    "campaign_contacts.arm letter_case": 1,
    "campaigns.channel letter_case": 1,
    "campaigns.cost_per_contact decimal_comma": 1,
    "contact_permissions.channel letter_case": 1,
    "contacts.buying_role letter_case": 1,
    "contracts.start_date date_format": 1,
    "contracts.end_date date_format": 1,
    "contracts.yearly_amount number_format": 1,
    "engagement_events.channel letter_case": 1,
    "engagement_events.event_type letter_case": 1,
    "exchange_rates.currency_code letter_case": 1,
    "exchange_rates.rate decimal_comma": 1,
    "invoices.currency_code currency_converted": 1,
    "leads.outcome letter_case": 1,
    "products.price_tier letter_case": 1,
    "prospects.company_name mojibake": 1,
    "prospects.company_name stale_name": 3,
    "prospects.country_code country_name": 1,
    "prospects.is_competitor boolean_word": 1,
    "prospects.legal_form legal_form_from_name": 1,
    "prospects.postal_code postal_code_format": 1,
    "prospects.vat_number vat_number_format": 1,
    "prospects.website_domain website_domain_format": 1,
    "referrals.is_converted boolean_word": 1,
    "stated_needs.source letter_case": 1,
    "survey_responses.account_id leading_zeros": 1,
    "web_visits.visitor_domain letter_case": 1,
    "web_visits. exact_duplicate_row": 1,
}

Rows = list[tuple[object, ...]]


def delivered(entity: str) -> list[dict[str, str]]:
    """The rows of a file, with what is expected of each."""
    with (DELIVERY / f"{entity}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The work database after one run of the control layer and the inputs, data tests included."""
    folder = tmp_path_factory.mktemp("every_entity")
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")),
            *("--warn-error", "--quiet", "build", "--profiles-dir", "profiles"),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
            *("--select", "+path:models/inputs", "+control_quarantine", "+control_corrections"),
            *("+control_counts", "--indirect-selection", "cautious"),
            *("--exclude-resource-type", "unit_test"),
        ],
        cwd=PROJECT,
        env=environment(data=str(DELIVERY), state=str(folder / "state")),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return folder / "state" / "work.duckdb"


def query(work: Path, sql: str) -> Rows:
    with duckdb.connect(str(work), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_every_entity_is_delivered() -> None:
    assert {file.stem for file in DELIVERY.iterdir()} == set(ENTITIES)


@pytest.mark.parametrize("entity", ENTITIES)
def test_each_row_is_judged_as_it_says(work: Path, entity: str) -> None:
    rows = query(
        work,
        f"select source_row_number, rule_ids from control_{entity}_judged order by 1",
    )
    expected = [(number, row["verdict"]) for number, row in enumerate(delivered(entity), 2)]
    assert rows == expected


@pytest.mark.parametrize(
    "entity", [entity for entity in ENTITIES if "route" in delivered(entity)[0]]
)
def test_accounts_are_found_by_the_route_that_the_row_says(work: Path, entity: str) -> None:
    rows = query(
        work,
        f"select source_row_number, coalesce(match_route, '') from control_{entity}_judged "
        "order by 1",
    )
    assert rows == [(number, row["route"]) for number, row in enumerate(delivered(entity), 2)]


@pytest.mark.parametrize("entity", ENTITIES)
def test_valid_rows_are_inputs_and_refused_ones_are_quarantined(work: Path, entity: str) -> None:
    verdicts = [row["verdict"] for row in delivered(entity)]
    valid, removed = verdicts.count(""), verdicts.count(REMOVED)
    counts = query(
        work,
        "select input_count, valid_count, removed_count, quarantined_count "
        f"from control_counts where entity = '{entity}'",
    )
    assert counts == [(len(verdicts), valid, removed, len(verdicts) - valid - removed)]
    assert query(work, f"select count(*) from input_{entity}") == [(valid,)]
    quarantined = query(work, f"select rule_ids from control_quarantine where entity = '{entity}'")
    assert Counter(rule_ids for (rule_ids,) in quarantined) == Counter(
        verdict for verdict in verdicts if verdict not in ("", REMOVED)
    )


def test_every_rule_on_references_refuses_a_row() -> None:
    refused = {row["verdict"] for entity in ENTITIES for row in delivered(entity)}
    assert refused >= {
        "unknown_account", "unknown_campaign", "unknown_contact", "unknown_invoice",
        "unknown_product", "parent_refused", "future_date", "duplicate_key", "not_in_list",
    }  # fmt: skip


def test_corrections_are_those_of_the_delivery(work: Path) -> None:
    rows = query(
        work,
        "select entity || '.' || coalesce(column_name, '') || ' ' || rule_id, count(*) "
        "from control_corrections group by 1",
    )
    assert {str(key): count for key, count in rows} == CORRECTIONS


def test_names_of_sole_traders_and_traces_of_visitors_are_masked(work: Path) -> None:
    stale = query(
        work,
        "select row_key, old_text, new_text, is_applied from control_corrections "
        "where rule_id = 'stale_name' order by 1",
    )
    assert stale == [
        ("R2", "Alfa Oud BV", "Alfa B.V.", False),
        ("R3", "Oude Naam", "Alfa B.V.", False),
        ("R4", "***", "***", False),
    ]
    shown = query(
        work,
        "select old_text from control_corrections "
        "where column_name in ('visitor_domain', 'company_name') and rule_id <> 'stale_name' "
        "union all select bad_text from control_quarantine where bad_text like '%@%'",
    )
    assert {text for (text,) in shown} == {"***"}


def test_an_unknown_contact_is_left_out_and_told(work: Path) -> None:
    rows = query(
        work,
        "select responses.response_id, responses.contact_id, judged.dropped_references "
        "from input_survey_responses as responses "
        "inner join control_survey_responses_judged as judged using (response_id) "
        "where response_id in ('S1', 'S2') order by 1",
    )
    assert rows == [("S1", "C1", None), ("S2", None, "contact_id")]


def test_permissions_keep_to_the_contact_or_hold_for_the_account(work: Path) -> None:
    rows = query(
        work,
        "select contact_id, channel, permission, count(*) from input_contact_permissions "
        "group by all order by all",
    )
    assert rows == [
        ("C1", "email", "granted", 1),
        ("C1", "phone", "objected", 1),
        ("C1", "post", "objected", 1),
        (None, "phone", "objected", 3),
        (None, "post", "objected", 1),
    ]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select budget_year, cast(known_date as varchar) from input_budgets",
         [(2024, "2024-01-01"), (2025, "2024-05-01")]),
        ("select contract_id, cast(known_date as varchar) from input_contracts",
         [("T1", "2024-01-31"), ("T2", "2024-05-01")]),
        ("select lead_id, prospect_id, campaign_id from input_leads",
         [("D1", None, "G1"), ("D2", "R1", None), ("D3", None, None)]),
        ("select referral_id, referred_account_id from input_referrals",
         [("F1", "A4"), ("F2", None)]),
        ("select complaint_id, product_id, invoice_id from input_complaints",
         [("K1", "P1", "I1"), ("K2", None, None)]),
        ("select prospect_id, company_name, legal_form, country_code, postal_code, website_domain "
         "from input_prospects where prospect_id = 'R1'",
         [("R1", "Café Delta B.V.", "BV", "NL", "1019 XL", "delta.nl")]),
    ],
)  # fmt: skip
def test_inputs_hold_what_was_found(work: Path, sql: str, expected: Rows) -> None:
    assert query(work, f"{sql} order by 1") == expected
