"""Features and labels stay when everything later is deleted or scrambled (METHOD M1-M3)."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from klantcentraal import contract

from . import deliveries
from .conftest import DEMO, PROJECT, environment
from .segment_figures import check_scorecards

DAY = dt.date(2025, 10, 17)
# What each criterion needs at least; a demo without that file has nothing to change there.
CRITERIA = {
    "firmographics": "accounts",
    "potential": "invoices",
    "cross_sales": "invoices",
    "customer_value": "invoices",
    "consumption": "invoices",
    "lifetime": "invoices",
    "finances": "payments",
    "ambassadorship": "referrals",
    "media_power": "media_profiles",
    "engagement": "engagement_events",
    "satisfaction": "survey_responses",
    "pains": "stated_needs",
    "keywords": "web_visits",
}
DATASETS = ("dataset_model", "dataset_verification", "dataset_scoring")
SEGMENTS = (
    "segments_yardstick",
    "segments_rfm_scores",
    "segments_value_tiers",
    "segments_assigned",
    "segments_reachability",
    "segments_labels",
    "segments_replayed_computed",
)
# What is kept of a fit, and what is told of it. Keys are numbers in the order of arrival.
FITS = {
    "segmentation_models_computed": "* exclude (newest_account_key)",
    "segment_scorecards": "*",
    "model_evaluations": "*",
    "segment_events": "*",
    "segment_names_computed": "*",
}
# The demo has no permissions: each contact of it gets two a channel, some of them after the day.
PERMISSIONS = """
select contact_id, channel,
    case when hash(contact_id, channel, turn) % 3 = 0 then 'objected' else 'granted' end
        as permission,
    cast(date '2024-01-01' + cast(hash(turn, contact_id, channel) % 900 as int) as varchar)
        || ' 12:00:00' as recorded_at
from {contacts}
cross join (values ('email'), ('phone'), ('post')) as channels (channel)
cross join (values (1), (2)) as turns (turn)
"""


def build_features(data: Path, folder: Path) -> Path:
    state = folder / "state"
    state.mkdir(parents=True)
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")),
            *("build", "--quiet", "--profiles-dir", "profiles"),
            *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
            *("--select", "+path:models/features"),
            *(f"+{model}" for model in (*DATASETS, *SEGMENTS, *FITS)),
            *("--vars", "{history_months: 2}"),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
        ],
        cwd=PROJECT,
        env=environment(data=str(data), state=str(state), as_of=DAY.isoformat()),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return state / "work.duckdb"


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("time_travel")
    whole = deliveries.copy(DEMO, folder / "whole")
    contacts = PERMISSIONS.format(contacts=deliveries.read(whole, "contacts"))
    duckdb.sql(contacts).write_csv(str(whole / "contact_permissions.csv"))
    cut = deliveries.without_later_rows(whole, folder / "cut", DAY)
    scrambled = deliveries.with_scrambled_later_rows(whole, folder / "scrambled", DAY)
    return {
        "whole": build_features(whole, folder / "whole_run"),
        "cut": build_features(cut, folder / "cut_run"),
        "scrambled": build_features(scrambled, folder / "scrambled_run"),
    }


def rows_of(database: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def features(database: Path, criterion: str) -> list[tuple[object, ...]]:
    return rows_of(
        database,
        f"select a.account_id, f.* exclude (account_key) from features_{criterion} as f "
        "inner join (select distinct account_key, account_id from input_accounts) as a "
        "on f.account_key = a.account_key order by a.account_id, f.as_of_date",
    )


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("changed", ["cut", "scrambled"])
def test_later_rows_change_nothing(
    databases: dict[str, Path], criterion: str, changed: str
) -> None:
    expected = features(databases["whole"], criterion)
    assert features(databases[changed], criterion) == expected


@pytest.mark.parametrize(
    "criterion", [name for name, file in CRITERIA.items() if (DEMO / f"{file}.csv").exists()]
)
def test_there_is_something_to_change(databases: dict[str, Path], criterion: str) -> None:
    assert len(features(databases["whole"], criterion)) > 100


@pytest.mark.parametrize("model", SEGMENTS)
@pytest.mark.parametrize("changed", ["cut", "scrambled"])
def test_segments_at_every_date_do_not_change(
    databases: dict[str, Path], model: str, changed: str
) -> None:
    sql = (
        "select a.account_id, m.* exclude (account_key) "
        f"from (select * from {model}) as m "
        "inner join (select distinct account_key, account_id from input_accounts) as a "
        "on m.account_key = a.account_key order by a.account_id, m.as_of_date"
    )
    expected = rows_of(databases["whole"], sql)
    assert len(expected) > 1000
    assert rows_of(databases[changed], sql) == expected


@pytest.mark.parametrize("model", FITS)
@pytest.mark.parametrize("changed", ["cut", "scrambled"])
def test_what_is_fitted_does_not_change(
    databases: dict[str, Path], model: str, changed: str
) -> None:
    sql = f"select {FITS[model]} from {model} order by all"
    expected = rows_of(databases["whole"], sql)
    assert expected
    assert rows_of(databases[changed], sql) == expected


def test_scorecards_with_permissions_can_be_computed_again(databases: dict[str, Path]) -> None:
    with duckdb.connect(str(databases["whole"]), read_only=True) as work:
        check_scorecards(work)
        [(reached,)] = work.execute(
            "select count(*) from segment_scorecards where metric_name = 'reachable_share' "
            "and metric_value is not null"
        ).fetchall()
    assert reached > 1


def test_permissions_differ_from_date_to_date(databases: dict[str, Path]) -> None:
    reached = rows_of(
        databases["whole"],
        "select as_of_date, count(case when is_reachable then 1 end), count(is_reachable) "
        "from segments_reachability group by as_of_date order by as_of_date",
    )
    assert len({count for _, count, _ in reached}) == len(reached) == 2
    assert all(count not in (0, known) for _, count, known in reached)


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("changed", ["cut", "scrambled"])
def test_datasets_and_labels_do_not_change(
    databases: dict[str, Path], dataset: str, changed: str
) -> None:
    sql = f"select * exclude (account_key) from {dataset} order by account_id"
    expected = rows_of(databases["whole"], sql)
    assert len(expected) > 500
    assert rows_of(databases[changed], sql) == expected


@pytest.mark.parametrize("changed", ["cut", "scrambled"])
def test_windows_and_leads_do_not_change(databases: dict[str, Path], changed: str) -> None:
    for sql in (
        "from features_windows",
        "from dataset_label_windows order by role",
        "select * exclude (account_key) from dataset_leads order by lead_id",
    ):
        assert rows_of(databases[changed], sql) == rows_of(databases["whole"], sql)


def test_every_dated_file_of_the_demo_is_cut_and_scrambled() -> None:
    dated = {
        entity.name
        for entity in contract.load().values()
        if any(column.data_type in ("date", "timestamp") for column in entity.columns)
    }
    undated = {"accounts", "campaigns", "prospects"}  # versions; planned; not a fact of an account
    assert dated - undated <= deliveries.EVENTS.keys()


def test_the_deliveries_differ(databases: dict[str, Path]) -> None:
    sums = set()
    for database in databases.values():
        with duckdb.connect(str(database), read_only=True) as connection:
            sums.add(
                connection.execute(
                    "select count(*), sum(net_amount) from input_invoice_lines"
                ).fetchone()
            )
    assert len(sums) == 3
