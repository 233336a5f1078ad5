"""The models and seeds that segmentations are fitted from, of a company made of numbers alone."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from klantcentraal.modelling.arrays import Matrix
from klantcentraal.segmentation.fit_sources import AccountSources, RuleSources, Run
from klantcentraal.segmentation.yardstick import FACTS
from segmentation.planted import yardstick_of

MODEL, VERIFICATION, MAY, JUNE = (
    dt.date(2024, 6, 30),
    dt.date(2024, 12, 31),
    dt.date(2025, 5, 30),
    dt.date(2025, 6, 30),
)
RUN = Run(JUNE, MODEL, VERIFICATION, "loyalty", False)
_SEEDS = Path(__file__).parents[3] / "seeds" / "rules"
_SEED_OF = {
    "features": "rules_yardstick_features",
    "rfm_segments": "rules_rfm_segments",
    "satisfaction_bands": "rules_satisfaction_bands",
    "value_tiers": "rules_value_tiers",
    "thresholds": "rules_scorecard_thresholds",
    "service_area": "rules_service_area",
    "objectives": "rules_objectives",
}


@dataclass(frozen=True)
class Company:
    """Accounts with the features of yardstick_of, the first of which is their margin.

    Attributes:
        run: The row of segments_run.
        values: By date, shape (accounts, features); account n of each date is the same.
    """

    run: Run
    values: Mapping[dt.date, Matrix]

    def at(self, as_of_date: dt.date) -> "Company":
        """The same company at another refresh."""
        return replace(self, run=replace(self.run, as_of_date=as_of_date))

    def sources(self, connection: duckdb.DuckDBPyConnection) -> AccountSources:
        """As dbt gives it; an account that earns more than the middle one buys again."""
        yardstick = pd.concat([_yardstick(day, rows) for day, rows in self.values.items()])
        targets = yardstick[["as_of_date", "account_key"]].assign(
            target_value=(
                yardstick["margin_12m_amount"] > yardstick["margin_12m_amount"].median()
            ).astype(float)
        )
        reachable = yardstick[["as_of_date", "account_key"]].assign(is_reachable=True)
        days = sorted(day for day in self.values if day < self.run.as_of_date)
        spine = pd.DataFrame({"as_of_date": pd.to_datetime(days), "role": "history"})
        return AccountSources(
            run_relation(connection, self.run),
            *(_dated(connection, frame) for frame in (spine, yardstick, targets, reachable)),
        )


def run_relation(connection: duckdb.DuckDBPyConnection, run: Run) -> duckdb.DuckDBPyRelation:
    """The row of segments_run."""
    columns = [
        f"{_literal(value)} as {name}"
        for name, value in (
            ("as_of_date", run.as_of_date),
            ("model_date", run.model_date),
            ("verification_date", run.verification_date),
        )
    ]
    columns += [f"'{run.objective_id}' as objective_id", "'EUR' as own_currency_code"]
    columns += [f"{run.has_refit_asked} as has_refit_asked"]
    return connection.sql(f"select {', '.join(columns)}")


def rules(connection: duckdb.DuckDBPyConnection, features: list[str] | None = None) -> RuleSources:
    """The seeds as they stand, with the yardstick of some features if these are given."""
    seeds = {
        name: connection.read_csv(str(_SEEDS / f"{seed}.csv"), header=True, strict_mode=True)
        for name, seed in _SEED_OF.items()
    }
    if features is not None:
        frame = pd.DataFrame({"feature_name": features, "transformation": "none"})
        seeds["features"] = connection.from_df(frame)
    return RuleSources(**seeds)


def _yardstick(day: dt.date, values: Matrix) -> pd.DataFrame:
    rows = yardstick_of(values)
    columns = {
        feature.name: values[:, place].astype(np.float64)
        for place, feature in enumerate(rows.features)
    }
    facts = {name: np.full(len(values), np.nan) for name in FACTS}
    margin = columns.get("margin_12m_amount", np.empty(0))
    facts |= dict.fromkeys(("revenue_12m_amount", "invoices_12m_count"), margin)
    keys = {"account_key": rows.account_keys, "account_id": rows.account_ids}
    return pd.DataFrame({**keys, "group_id": rows.group_ids, **facts, **columns}).assign(
        as_of_date=pd.Timestamp(day)
    )


def _dated(connection: duckdb.DuckDBPyConnection, frame: pd.DataFrame) -> duckdb.DuckDBPyRelation:
    dated = "* replace (cast(as_of_date as date) as as_of_date)"
    return connection.from_df(frame).project(dated)


def _literal(value: dt.date | None) -> str:
    return "cast(null as date)" if value is None else f"date '{value}'"
