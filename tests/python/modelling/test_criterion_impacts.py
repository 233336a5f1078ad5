from collections.abc import Iterator

import duckdb
import numpy as np
import pandas as pd
import pytest

from klantcentraal.modelling.criterion_impacts import LearningData, criterion_impacts
from klantcentraal.modelling.target_samples import target_samples

from .planted import CRITERIA, IRRELEVANT, STRONG, TWIN, Plan, planted

Row = dict[str, object]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def frame_of(plan: Plan) -> pd.DataFrame:
    """A dataset as dbt makes it, of planted rows."""
    learning = planted(plan)
    frame = pd.DataFrame(
        learning.rows.numbers, columns=[predictor.name for predictor in learning.predictors]
    )
    frame["account_id"] = [f"A{row:05d}" for row in range(plan.rows)]
    frame["group_id"] = learning.groups
    frame["fold_number"] = learning.folds
    frame["is_eligible"] = True
    frame["has_repurchased"] = learning.target == 1
    frame["next_margin_amount"] = learning.target * 100
    frame["has_converted_lead"] = None
    return frame


def columns_of(*criteria: str) -> list[str]:
    """Columns of planted criteria."""
    return [p.name for p in planted(Plan(rows=20)).predictors if p.criterion_id in criteria]


class Company:
    """Tables of one company in DuckDB."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, model: pd.DataFrame) -> None:
        self.connection = connection
        self.model = self._table("dataset_model", model)
        self.verification = self._table("dataset_verification", model.head(0))
        learning = planted(Plan(rows=20))
        catalog = pd.DataFrame(
            [(p.criterion_id, p.name, p.unit, False, True) for p in learning.predictors],
            columns=["criterion_id", "feature_name", "unit", "is_text", "is_predictor"],
        )
        self.catalog = self._table("feature_catalog", catalog)
        self.assume(CRITERIA)

    def _table(self, name: str, rows: pd.DataFrame) -> duckdb.DuckDBPyRelation:
        self.connection.register("rows", rows)
        self.connection.execute(f"create or replace table {name} as select * from rows")
        if "has_converted_lead" in rows:
            change = f"alter table {name} alter has_converted_lead type boolean"
            self.connection.execute(change)
        return self.connection.table(name)

    def verify(self, rows: pd.DataFrame) -> None:
        """Deliver a verification dataset."""
        self.verification = self._table("dataset_verification", rows)

    def assume(self, available: tuple[str, ...]) -> None:
        """Say which criteria are available; each is assumed to add as much as its place."""
        rows = [
            (name, name in available, float(place)) for place, name in enumerate(CRITERIA, start=1)
        ]
        columns = ["criterion_id", "is_available", "assumed_impact_value"]
        self.criteria = self._table("criteria", pd.DataFrame(rows, columns=columns))

    def impacts(self, target: str = "has_repurchased") -> dict[str, Row]:
        """What is measured for a target, per criterion."""
        data = LearningData(self.model, self.verification, self.catalog)
        rows = criterion_impacts(data, self.criteria, self.objective(target)).to_pylist()
        assert [row["criterion_id"] for row in rows] == sorted(CRITERIA)
        return {row["criterion_id"]: row for row in rows}

    def objective(self, target: str) -> duckdb.DuckDBPyRelation:
        """The row of rules_objectives for a target."""
        task = "regression" if target.endswith("_amount") else "classification"
        return self.connection.sql(
            f"select 'aim' as objective_id, '{target}' as target, '{task}' as task"
        )

    def sample(self, target: str = "has_repurchased") -> list[Row]:
        """How much there is to learn from, per dataset."""
        found = target_samples(self.objective(target), self.model, self.verification)
        rows: list[Row] = found.to_pylist()
        return rows


@pytest.fixture(scope="module")
def model() -> pd.DataFrame:
    return frame_of(Plan(rows=600))


@pytest.mark.parametrize("target", ["has_repurchased", "next_margin_amount"])
def test_impact_is_in_points_and_weights_sum_to_1(
    connection: duckdb.DuckDBPyConnection, target: str
) -> None:
    task = "regression" if target.endswith("_amount") else "classification"
    company = Company(connection, frame_of(Plan(rows=600, task=task)))  # type: ignore[arg-type]  # a Literal
    found = company.impacts(target)
    strong, noise = found[STRONG], found[IRRELEVANT[0]]
    assert 5 < float(str(strong["impact_value"])) < 60
    assert 2 < float(str(strong["shared_impact_value"])) < 40
    assert strong["verified_impact_value"] is None
    assert all(row["is_measured"] for row in found.values())
    weights = {name: float(str(row["suggested_weight_share"])) for name, row in found.items()}
    assert sum(weights.values()) == pytest.approx(1)
    assert weights[STRONG] > weights[TWIN] > weights[IRRELEVANT[0]] > 0
    assert noise["held_out_value"] == strong["held_out_value"]


def test_the_order_of_rows_changes_nothing(
    connection: duckdb.DuckDBPyConnection, model: pd.DataFrame
) -> None:
    company = Company(connection, model)
    first = company.impacts()
    company.model = company._table("dataset_model", model.sample(frac=1, random_state=1))
    assert company.impacts() == first


def test_weights_follow_the_lower_of_both_datasets(
    connection: duckdb.DuckDBPyConnection, model: pd.DataFrame
) -> None:
    company = Company(connection, model)
    alone = company.impacts()
    shuffled = frame_of(Plan(rows=600, seed=9))
    strong = columns_of(STRONG, TWIN)
    shuffled[strong] = np.random.default_rng(1).permutation(shuffled[strong].to_numpy())
    company.verify(shuffled)
    both = company.impacts()
    assert both[STRONG]["impact_value"] == alone[STRONG]["impact_value"]
    assert float(str(both[STRONG]["verified_impact_value"])) < 2
    assert float(str(both[STRONG]["suggested_weight_share"])) < 0.2
    assert float(str(alone[STRONG]["suggested_weight_share"])) > 0.3


def test_a_criterion_of_one_dataset_only_breaks_nothing(
    connection: duckdb.DuckDBPyConnection, model: pd.DataFrame
) -> None:
    company = Company(connection, model.assign(**dict.fromkeys(columns_of(TWIN), np.nan)))
    company.verify(model.assign(**dict.fromkeys(columns_of(STRONG), np.nan)))
    found = company.impacts()
    assert found[STRONG]["is_measured"]
    assert found[STRONG]["verified_impact_value"] is None
    assert not found[TWIN]["is_measured"]
    assert found[TWIN]["impact_value"] is None
    assert found[TWIN]["suggested_weight_share"] == pytest.approx(0.2 / len(CRITERIA))


def test_absent_criteria_weigh_nothing(
    connection: duckdb.DuckDBPyConnection, model: pd.DataFrame
) -> None:
    company = Company(connection, model)
    company.assume((STRONG, IRRELEVANT[0]))
    weights = {
        name: float(str(row["suggested_weight_share"])) for name, row in company.impacts().items()
    }
    assert {name for name, weight in weights.items() if weight} == {STRONG, IRRELEVANT[0]}
    assert sum(weights.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("rows", "refusal_id"), [(150, "too_few_rows"), (0, "no_target"), (600, "too_few_of_class")]
)
def test_too_little_to_learn_from_leaves_what_is_assumed(
    connection: duckdb.DuckDBPyConnection, model: pd.DataFrame, rows: int, refusal_id: str
) -> None:
    few = model.head(rows)
    company = Company(connection, few.assign(has_repurchased=True) if rows == 600 else few)
    sample = company.sample()[0]
    assert (sample["dataset_role"], sample["refusal_id"]) == ("model", refusal_id)
    assert sample["row_count"] == rows
    found = company.impacts()
    assert not any(row["is_measured"] for row in found.values())
    assert {row["held_out_value"] for row in found.values()} == {None}
    total = sum(range(1, len(CRITERIA) + 1))
    assert found[CRITERIA[-1]]["suggested_weight_share"] == pytest.approx(
        0.8 * len(CRITERIA) / total + 0.2 / len(CRITERIA)
    )


def test_only_eligible_accounts_count_for_repurchase(
    connection: duckdb.DuckDBPyConnection, model: pd.DataFrame
) -> None:
    company = Company(connection, model.assign(is_eligible=model.index % 3 == 0))
    assert company.sample()[0]["row_count"] == 200
    assert company.sample("next_margin_amount")[0]["row_count"] == 600


def test_accounts_without_a_lead_do_not_count_for_conversion(
    connection: duckdb.DuckDBPyConnection, model: pd.DataFrame
) -> None:
    company = Company(connection, model)
    assert company.sample("has_converted_lead")[0] == {
        "objective_id": "aim",
        "dataset_role": "model",
        "refusal_id": "no_target",
        "refusal_nl": "van geen enkel account is een uitkomst bekend",
        "refusal_en": "no account has a known outcome",
        "row_count": 0,
        "positive_count": 0,
        "negative_count": 0,
        "positive_group_count": 0,
        "negative_group_count": 0,
    }
    assert not any(row["is_measured"] for row in company.impacts("has_converted_lead").values())
