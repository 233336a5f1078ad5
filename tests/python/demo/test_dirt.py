"""The dirty demo: known rows, known truth, and nothing else."""

import csv
import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.planted import COMMITTED, PROJECT
from klantcentraal import demo
from klantcentraal.demo.dirt import TRUTH_FILE, plant
from klantcentraal.demo.dirt.delivery import FOLLOWER_KEYS, KEYS, Tables
from klantcentraal.demo.dirt.truth import COLUMNS
from klantcentraal.demo.truth import TABLES
from klantcentraal.errors import UsageError

KINDS = {
    "big_customer_missing", "boolean_word", "company_twice", "company_twice_by_name",
    "company_twice_by_vat", "country_name", "currency_without_rate", "date_both_orders",
    "date_compact", "date_day_first", "date_month_first", "decimal_comma",
    "double_payment", "due_before_invoice", "duplicate_key", "exact_duplicate_row", "factor_1000",
    "future_date", "invoice_without_lines", "leading_zeros", "legal_form_from_name", "letter_case",
    "line_without_invoice", "mojibake", "negative_quantity", "null_word", "number_format",
    "orphan_account", "orphan_invoice", "orphan_product", "other_currency", "out_of_range",
    "payment_without_invoice", "postal_code_format", "refused_product",
    "registration_number_format", "required_missing", "spaces", "stale_name", "swapped_due_date",
    "unreadable_date", "unreadable_list_value", "unreadable_number", "unsigned_credit_note",
    "vat_format", "website_domain_format", "wrong_vat",
}  # fmt: skip

Fact = dict[str, str]
Line = tuple[str, dict[str, str]]


@dataclass(frozen=True)
class Dirty:
    """A dirty delivery: its folders, the facts, and the lines of its files with their cells."""

    data: Path
    truth: Path
    facts: list[Fact]
    files: dict[str, list[Line]]


def lines_of(folder: Path) -> dict[str, list[Line]]:
    files: dict[str, list[Line]] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            lines = stream.readlines()
        files[path.name] = list(zip(lines[1:], csv.DictReader(lines), strict=True))
    return files


def dirtied(clean: Path, out: Path, seed: int) -> Dirty:
    plant(clean, out / "data", out / "truth", seed)
    with (out / "truth" / TRUTH_FILE).open(encoding="utf-8", newline="") as stream:
        facts = list(csv.DictReader(stream))
    return Dirty(out / "data", out / "truth", facts, lines_of(out / "data"))


@pytest.fixture(scope="module")
def clean_files() -> dict[str, list[Line]]:
    return lines_of(COMMITTED)


@pytest.fixture(scope="module", params=[7, 11, 23])
def dirty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Dirty:
    """The committed demo with three draws of dirt."""
    return dirtied(COMMITTED, tmp_path_factory.mktemp("dirt"), request.param)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_one_seed_gives_the_same_bytes_and_another_other_rows(tmp_path: Path) -> None:
    one, same, other = (
        dirtied(COMMITTED, tmp_path / name, seed)
        for name, seed in (("one", 7), ("same", 7), ("other", 8))
    )
    assert contents(one.data) == contents(same.data)
    assert contents(one.truth) == contents(same.truth)
    assert contents(one.data) != contents(other.data)


def test_every_kind_occurs_in_several_rows(dirty: Dirty) -> None:
    rows = {kind: set[tuple[str, str]]() for kind in KINDS}
    for fact in dirty.facts:
        rows[fact["kind"]].add((fact["source_file"], fact["source_row_number"] or fact["row_key"]))
    assert {kind for kind, places in rows.items() if len(places) < 2} == set()


def test_the_truth_points_at_the_row_and_the_text(dirty: Dirty) -> None:
    for fact in dirty.facts:
        assert tuple(fact) == COLUMNS
        if not fact["source_row_number"]:
            continue
        _, cells = dirty.files[fact["source_file"]][int(fact["source_row_number"]) - 2]
        assert cells.get(fact["column_name"], "") == fact["old_text"], fact
        names = FOLLOWER_KEYS.get(fact["entity"]) or (KEYS[fact["entity"]],)
        key = " / ".join(cells[name] for name in names if cells[name])
        start = cells.get("valid_from", "") if fact["entity"] == "accounts" else ""
        assert fact["row_key"] == (f"{key} from {start}" if start else key), fact
        assert fact["source_file"] == f"{fact['entity']}.csv"


def test_all_other_rows_keep_their_bytes_and_their_order(
    dirty: Dirty, clean_files: dict[str, list[Line]]
) -> None:
    planted = {(fact["source_file"], fact["source_row_number"]) for fact in dirty.facts}
    for name, clean_lines in clean_files.items():
        left = iter([line for line, _ in clean_lines])
        for number, (line, _) in enumerate(dirty.files[name], 2):
            if (name, str(number)) not in planted:
                assert line in left, f"{name} row {number} is new or out of order"


def test_a_row_that_is_gone_is_in_the_truth(
    dirty: Dirty, clean_files: dict[str, list[Line]]
) -> None:
    missed = {fact["row_key"] for fact in dirty.facts if not fact["source_row_number"]}
    orphans = {fact["old_text"] for fact in dirty.facts if fact["kind"] == "line_without_invoice"}
    empty = {fact["row_key"] for fact in dirty.facts if fact["kind"] == "invoice_without_lines"}
    for name, clean_lines in clean_files.items():
        entity = name.removesuffix(".csv")
        if entity in FOLLOWER_KEYS:
            assert clean_lines == dirty.files[name]
            continue
        key = KEYS[entity]
        kept = {cells[key] for _, cells in dirty.files[name]}
        gone = [cells for _, cells in clean_lines if cells[key] not in kept]
        reasons = {
            "accounts.csv": lambda cells: cells["account_id"] in missed,
            "contacts.csv": lambda cells: cells["account_id"] in missed,
            "payments.csv": lambda cells: cells["account_id"] in missed,
            "invoices.csv": lambda cells: cells["invoice_id"] in orphans,
            "invoice_lines.csv": lambda cells: cells["invoice_id"] in empty,
        }
        assert all(reasons[name](cells) for cells in gone), name


def test_no_row_and_no_invoice_has_two_kinds(dirty: Dirty) -> None:
    links = Tables.read(COMMITTED)
    invoice_of = {
        row.row_key: row["invoice_id"]
        for entity in ("invoices", "invoice_lines", "payments")
        for row in links.rows(entity)
    }
    kinds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in dirty.facts:
        kinds["row", fact["source_file"] + fact["source_row_number"] + fact["row_key"]].add(
            fact["kind"]
        )
        if invoice := invoice_of.get(fact["row_key"]):
            kinds["invoice", invoice].add(fact["kind"])
    assert {place: found for place, found in kinds.items() if len(found) > 1} == {}


def test_nothing_that_hangs_on_a_dirty_account_is_dirty_otherwise(
    dirty: Dirty, clean_files: dict[str, list[Line]]
) -> None:
    account_of = {
        cells[KEYS[name.removesuffix(".csv")]]: cells["account_id"]
        for name, lines in clean_files.items()
        if name.removesuffix(".csv") in KEYS
        for _, cells in lines
        if "account_id" in cells
    }
    accounts = {
        fact["row_key"].split(" ")[0]: fact["kind"]
        for fact in dirty.facts
        if fact["entity"] == "accounts"
    }
    for fact in dirty.facts:
        account = account_of.get(fact["row_key"])
        if account in accounts and fact["entity"] != "accounts":
            assert fact["kind"] == accounts[account], fact


def test_the_root_causes_stay_below_the_thresholds(dirty: Dirty) -> None:
    path = PROJECT / "seeds" / "rules" / "rules_control_thresholds.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        limits = {
            row["entity"]: float(row["max_quarantined_share"]) for row in csv.DictReader(stream)
        }
    roots = {
        (fact["entity"], fact["source_row_number"])
        for fact in dirty.facts
        if fact["handling"] == "quarantined" and fact["rule_id"] != "parent_refused"
    }
    for entity, count in Counter(entity for entity, _ in roots).items():
        assert count / len(dirty.files[f"{entity}.csv"]) < limits[entity], entity


def test_children_of_a_refused_row_are_refused(dirty: Dirty) -> None:
    refused = {
        (fact["source_file"], int(fact["source_row_number"]))
        for fact in dirty.facts
        if fact["handling"] == "quarantined"
    }
    parents = {
        column: {
            dirty.files[name][number - 2][1][column] for name, number in refused if name == file
        }
        - {
            cells[column]
            for number, (_, cells) in enumerate(dirty.files[file], 2)
            if (file, number) not in refused
        }
        for column, file in (
            ("account_id", "accounts.csv"),
            ("invoice_id", "invoices.csv"),
            ("product_id", "products.csv"),
        )
    }
    for name, lines in dirty.files.items():
        for number, (_, cells) in enumerate(lines, 2):
            # A complaint about a refused invoice or product stays, without naming it.
            columns = ["account_id"] if name == "complaints.csv" else list(parents)
            if any(cells.get(column) in parents[column] for column in columns):
                assert (name, number) in refused, f"{name} row {number}"


def test_a_rate_is_the_latest_on_or_before_the_invoice_date(dirty: Dirty) -> None:
    rates = [cells for _, cells in dirty.files["exchange_rates.csv"]]
    assert rates == sorted(
        rates, key=lambda cells: (cells["currency_code"] != "USD", cells["rate_date"])
    )
    for fact in dirty.facts:
        if fact["column_name"] == "currency_code" and fact["kind"] != "letter_case":
            _, invoice = dirty.files["invoices.csv"][int(fact["source_row_number"]) - 2]
            known = [
                f"EUR at {cells['rate']}"
                for cells in rates
                if cells["currency_code"] == invoice["currency_code"]
                and cells["rate_date"] <= invoice["invoice_date"]
            ]
            assert fact["new_text"] == (known[-1] if fact["handling"] == "corrected" else "")
            assert bool(known) == (fact["handling"] == "corrected")


def test_the_orders_of_day_and_month_are_certain_or_contradict_each_other(dirty: Dirty) -> None:
    columns: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, lines in dirty.files.items():
        for (_, cells), column in itertools.product(
            lines, ("invoice_date", "due_date", "order_date", "payment_date")
        ):
            parts = cells.get(column, "").replace("-", "/").split("/")
            if len(parts) == 3 and len(parts[0]) <= 2:
                first, second = int(parts[0]), int(parts[1])
                order = "day" if first > 12 else "month" if second > 12 else "open"
                columns[name, column].add(order)
    assert columns == {
        ("invoices.csv", "invoice_date"): {"day", "open"},
        ("invoices.csv", "due_date"): {"day", "open"},
        ("invoices.csv", "order_date"): {"month", "open"},
        ("payments.csv", "payment_date"): {"day", "month", "open"},
    }


def test_a_dirty_company_is_generated_with_both_truths(tmp_path: Path) -> None:
    demo.generate_dirty(1200, 7, tmp_path / "data")
    dirty = dirtied(COMMITTED, tmp_path / "planted", 7)
    assert contents(tmp_path / "data") == contents(dirty.data)
    truth = contents(tmp_path / "data_truth")
    assert set(truth) == {*(f"{name}.csv" for name in TABLES), TRUTH_FILE}
    assert truth[TRUTH_FILE] == (dirty.truth / TRUTH_FILE).read_bytes()


def test_too_little_data_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at least 1,000 accounts"):
        demo.generate_dirty(20, 7, tmp_path / "data")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("out", "truth"), [("clean/dirty", "truth"), ("data", "data/truth"), ("clean", "truth")]
)
def test_folders_that_would_mix_are_refused(tmp_path: Path, out: str, truth: str) -> None:
    with pytest.raises(UsageError, match="outside"):
        plant(tmp_path / "clean", tmp_path / out, tmp_path / truth, 7)


def test_a_folder_without_a_clean_demo_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"accounts\.csv cannot be read"):
        plant(tmp_path / "clean", tmp_path / "data", tmp_path / "truth", 7)
