"""The accounts of one as-of date with the features that every method is held against.

At most ten features (METHOD-DETAILS 6): more of them dilute the distances between accounts. Beside
them stand the facts that rules judge and the categories of the mixed-type method.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import duckdb
import numpy as np
import pandas as pd

from klantcentraal.modelling.arrays import Flags, Indices, Matrix, Texts

MAXIMUM_FEATURES = 10
SAMPLE_ROWS = 20_000  # k-means on such a sample costs 0.03 % inertia
BATCH_ROWS = 100_000
TRANSFORMATIONS = ("none", "log", "signed_log")
VALUE_FEATURE = "margin_12m_amount"

# What RFM(S), value tiers and key accounts look at, whatever the yardstick holds.
FACTS = (
    "days_since_last_invoice",
    "invoices_12m_count",
    "revenue_12m_amount",
    "margin_12m_amount",
    "satisfaction_value",
)
CATEGORIES = ("industry_division_code", "region", "relationship_type", "size_class")


@dataclass(frozen=True)
class YardstickFeature:
    """One feature.

    Attributes:
        name: Column of the yardstick.
        transformation: none, log (ln(1 + x), x floored at 0) or signed_log.
    """

    name: str
    transformation: str


@dataclass(frozen=True)
class Attributes:
    """What methods look at beside the features.

    Attributes:
        facts: Shape (rows, FACTS), NaN where nothing is known.
        categories: Columns of texts.
        texts: Shape (rows, categories), None where nothing is known.
    """

    facts: Matrix
    categories: tuple[str, ...]
    texts: Texts

    def fact(self, name: str) -> Matrix:
        """Give one of FACTS, shape (rows,)."""
        return self.facts[:, FACTS.index(name)]


@dataclass(frozen=True)
class Yardstick:
    """The accounts of one as-of date, sorted by account_id.

    Attributes:
        features: Columns of values.
        account_keys: Shape (rows,).
        account_ids: Shape (rows,).
        group_ids: Group of companies, shape (rows,).
        values: Shape (rows, features), as delivered; NaN where nothing is known.
        attributes: What rules and the mixed-type method look at; None where it was not read.
    """

    features: tuple[YardstickFeature, ...]
    account_keys: Indices
    account_ids: Texts
    group_ids: Texts
    values: Matrix
    attributes: Attributes | None = None

    def __len__(self) -> int:
        """Number of accounts."""
        return len(self.account_keys)

    @property
    def value_index(self) -> int:
        """Which feature says how valuable an account is: the margin, else the first."""
        names = [feature.name for feature in self.features]
        return names.index(VALUE_FEATURE) if VALUE_FEATURE in names else 0

    def take(self, rows: Flags | Indices) -> "Yardstick":
        """Pick accounts by index, also more than once, or by flag."""
        attributes = self.attributes and replace(
            self.attributes, facts=self.attributes.facts[rows], texts=self.attributes.texts[rows]
        )
        return Yardstick(
            self.features,
            self.account_keys[rows],
            self.account_ids[rows],
            self.group_ids[rows],
            self.values[rows],
            attributes,
        )


def read_features(rules: duckdb.DuckDBPyRelation) -> tuple[YardstickFeature, ...]:
    """Read the seed rules_yardstick_features.

    Args:
        rules: feature_name and transformation.

    Returns:
        The features in order of name.

    Raises:
        ValueError: There is no feature, there are more than MAXIMUM_FEATURES, or a transformation
            is none of TRANSFORMATIONS.
    """
    rows = rules.project("feature_name, transformation").order("feature_name").fetchall()
    return checked_features([YardstickFeature(name, how) for name, how in rows])


def checked_features(features: Sequence[YardstickFeature]) -> tuple[YardstickFeature, ...]:
    """Refuse features that no yardstick can be made of.

    Args:
        features: To be used.

    Returns:
        The same features.

    Raises:
        ValueError: As for read_features.
    """
    start = "INPUT: rules_yardstick_features:"
    if not 1 <= len(features) <= MAXIMUM_FEATURES:
        raise ValueError(
            f"{start} {len(features)} features; a yardstick has 1 to {MAXIMUM_FEATURES}, because "
            f"more of them drown what sets accounts apart"
        )
    for feature in features:
        if feature.transformation not in TRANSFORMATIONS:
            raise ValueError(
                f"{start} {feature.name} has transformation {feature.transformation!r}; "
                f"use one of {', '.join(TRANSFORMATIONS)}"
            )
    return tuple(features)


def read_yardstick(
    relation: duckdb.DuckDBPyRelation, features: Sequence[YardstickFeature]
) -> Yardstick:
    """Read all accounts of a date.

    Args:
        relation: account_key, account_id, group_id, a column for each feature and for each of
            FACTS; CATEGORIES as far as they are there.
        features: In the order of the columns of values.

    Returns:
        The accounts, sorted by account_id.
    """
    return _yardstick(_ordered(relation, features).df(), features)


def read_sample(
    relation: duckdb.DuckDBPyRelation,
    features: Sequence[YardstickFeature],
    rows: int = SAMPLE_ROWS,
) -> Yardstick:
    """Read the accounts to learn from: all, or those with the lowest hash of account_id.

    Args:
        relation: As for read_yardstick.
        features: In the order of the columns of values.
        rows: At most so many.

    Returns:
        The same accounts whatever the order of the rows, sorted by account_id.
    """
    return read_yardstick(relation.order("md5(account_id), account_id").limit(rows), features)


def read_batches(
    relation: duckdb.DuckDBPyRelation,
    features: Sequence[YardstickFeature],
    rows: int = BATCH_ROWS,
) -> Iterator[Yardstick]:
    """Read all accounts a batch at a time, so that memory does not grow with their number.

    Args:
        relation: As for read_yardstick.
        features: In the order of the columns of values.
        rows: Accounts at a time.

    Yields:
        Batches, sorted by account_id.
    """
    for batch in _ordered(relation, features).to_arrow_reader(rows):
        yield _yardstick(batch.to_pandas(), features)


def _ordered(
    relation: duckdb.DuckDBPyRelation, features: Sequence[YardstickFeature]
) -> duckdb.DuckDBPyRelation:
    numbers = dict.fromkeys([feature.name for feature in features] + list(FACTS))
    columns = [f"cast({_quoted(name)} as double) as {_quoted(name)}" for name in numbers]
    columns += [name for name in CATEGORIES if name in relation.columns]
    keys = "account_key, account_id, group_id"
    return relation.project(f"{keys}, {', '.join(columns)}").order("account_id")


def _yardstick(frame: pd.DataFrame, features: Sequence[YardstickFeature]) -> Yardstick:
    categories = tuple(name for name in CATEGORIES if name in frame.columns)
    texts = frame[list(categories)].astype(object)
    return Yardstick(
        tuple(features),
        frame["account_key"].to_numpy(dtype=np.int64),
        frame["account_id"].to_numpy(dtype=object),
        frame["group_id"].to_numpy(dtype=object),
        _matrix(frame, [feature.name for feature in features]),
        Attributes(
            _matrix(frame, FACTS),
            categories,
            texts.where(texts.notna(), None).to_numpy(dtype=object),
        ),
    )


def _matrix(frame: pd.DataFrame, columns: Sequence[str]) -> Matrix:
    return frame[list(columns)].to_numpy(dtype=np.float64, na_value=np.nan)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
