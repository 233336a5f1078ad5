"""Key accounts: few, and so far above the others in value that they belong to no cloud.

They are split off before anything is fitted (METHOD M10; Spoor, J. Marketing Analytics 2022): left
in, a handful of giants takes a cluster or pulls a centre, and what holds for them holds for nobody
else. Only value counts, and only upward: an account that is odd in another way is no key account,
and a large but populated upper class is a segment like the others.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from klantcentraal.modelling.arrays import Flags, Indices, Matrix, Vector
from klantcentraal.segmentation.fitted import Fitted
from klantcentraal.segmentation.yardstick import VALUE_FEATURE, Yardstick

KEY_ACCOUNTS_ID = "key_accounts"


@dataclass(frozen=True)
class KeyAccountSettings:
    """When an account is a key account.

    Attributes:
        share_maximum: At most this share of accounts.
        count_maximum: At most so many: nobody makes more account plans, and each further number
            that is tried asks for a wider break.
        ratio_minimum: The lowest key account is worth so many times the highest other.
        significance: Chance that accounts without key accounts show any.
        accounts_minimum: Fewer accounts with a margin above zero say nothing about a tail.
    """

    share_maximum: float = 0.02
    count_maximum: int = 400
    ratio_minimum: float = 2.0
    significance: float = 0.01
    accounts_minimum: int = 50


@dataclass(frozen=True)
class KeyAccounts:
    """Which accounts are key accounts, frozen.

    Attributes:
        margin_minimum: From this 12-month margin on; None when there are none.
        account_count: Of the accounts that it was fitted on.
        reason_nl: Why, in Dutch.
        reason_en: Why, in English.
    """

    margin_minimum: float | None
    account_count: int
    reason_nl: str
    reason_en: str

    def flags(self, rows: Yardstick) -> Flags:
        """Say of each account whether it is a key account; shape (rows,)."""
        if self.margin_minimum is None:
            return np.zeros(len(rows), dtype=np.bool_)
        return np.asarray(_margins(rows) >= self.margin_minimum)

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "KeyAccounts":
        """Make what to_json gave."""
        return cls(**kept)


def find_key_accounts(
    yardstick: Yardstick, settings: KeyAccountSettings = KeyAccountSettings()
) -> KeyAccounts:
    """Look for a break at the top of the margins of some accounts, as find_in_margins does."""
    return find_in_margins(_margins(yardstick), settings)


def find_in_margins(
    margins: Vector, settings: KeyAccountSettings = KeyAccountSettings()
) -> KeyAccounts:
    """Look for a break at the top of margins.

    Accounts in a tail without a break lie closer together the further one goes down: i times the
    difference between the logs of the i-th and the next margin is exponential with one mean
    (Renyi's representation; for margins with a Pareto tail that mean is Hill's tail index). Key
    accounts are the most accounts under which that difference is far larger than the spacing of
    the tail below them explains. A dense upper class has no such break within the highest few.

    Args:
        margins: Of every account of the model dataset, not of a sample that may lack the highest;
            shape (accounts,), NaN where unknown.
        settings: When an account is a key account.

    Returns:
        The key accounts; none when there is no such break.
    """
    logs = np.sort(np.log(margins[np.isfinite(margins) & (margins > 0)]))[::-1]
    most = min(int(settings.share_maximum * len(margins)), settings.count_maximum)
    if len(logs) < settings.accounts_minimum or most < 1:
        return _none()
    spacings = np.arange(1, len(logs)) * -np.diff(logs)
    tail = max(20, len(logs) // 10)
    for count in range(min(most, len(logs) - 1 - tail), 0, -1):
        gap = float(logs[count - 1] - logs[count])
        if gap < np.log(settings.ratio_minimum):
            continue
        usual = max(float(np.median(spacings[count : count + tail])) / np.log(2), _LEAST_SPACING)
        chance = float(np.exp(-count * gap / usual)) * most
        if chance <= settings.significance:
            return _found(logs, count)
    return _none()


_LEAST_SPACING = 0.1  # a tenth: equal margins below do not make each difference a break


def _found(logs: Vector, count: int) -> KeyAccounts:
    minimum = float(np.exp((logs[count - 1] + logs[count]) / 2))
    ratio = float(np.exp(logs[count - 1] - logs[count]))
    return KeyAccounts(
        minimum,
        count,
        f"{count} accounts met een marge van {minimum:.0f} of meer in 12 maanden: de laagste is "
        f"{ratio:.1f} keer de hoogste andere, en niemand ligt daartussen.",
        f"{count} accounts with a margin of {minimum:.0f} or more in 12 months: the lowest is "
        f"{ratio:.1f} times the highest other, and nobody lies between.",
    )


def _none() -> KeyAccounts:
    return KeyAccounts(
        None,
        0,
        "Geen account ligt in waarde los van de andere.",
        "No account lies apart from the others in value.",
    )


def _margins(rows: Yardstick) -> Vector:
    if rows.attributes is not None:
        return rows.attributes.fact(VALUE_FEATURE)
    names = [feature.name for feature in rows.features]
    if VALUE_FEATURE in names:
        return np.asarray(rows.values[:, names.index(VALUE_FEATURE)])
    return np.full(len(rows), np.nan)


@dataclass(frozen=True)
class WithKeyAccounts:
    """Key accounts as the last label, and a segmentation of all others.

    Attributes:
        key_accounts: There are some.
        others: Fitted without them.
    """

    key_accounts: KeyAccounts
    others: Fitted

    @property
    def method_id(self) -> str:
        """That of the others."""
        return self.others.method_id

    @property
    def segment_count(self) -> int:
        """Number of labels, with the key accounts."""
        return self.others.segment_count + 1

    @property
    def own_ids(self) -> tuple[str | None, ...]:
        """The id of the key accounts is fixed."""
        return (*self.others.own_ids, KEY_ACCOUNTS_ID)

    def assign(self, rows: Yardstick) -> Indices:
        """Give the label of each account."""
        is_key = self.key_accounts.flags(rows)
        return np.where(is_key, self.others.segment_count, self.others.assign(rows))

    def distances(self, rows: Yardstick) -> Matrix | None:
        """Give distances; 0 and infinity where key accounts are one side, as a limit decides."""
        to_others = self.others.distances(rows)
        if to_others is None:
            return None
        is_key = self.key_accounts.flags(rows)[:, None]
        to_key = np.where(is_key, 0.0, np.inf)
        return np.hstack([np.where(is_key, np.inf, to_others), to_key])

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON."""
        return {"key_accounts": self.key_accounts.to_json(), "others": self.others.to_json()}
