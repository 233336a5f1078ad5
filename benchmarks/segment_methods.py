"""Every method of segmentation fitted and applied, at a hundred thousand accounts and at a million.

Run as a program with a Parquet file: the model step in a process of its own.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from benchmarks.goals import Goal, table
from benchmarks.measurement import Job, Measurement, measure_side_by_side

SMALL, LARGE = 100_000, 1_000_000
CPU_RATIO = 5.0  # for ten times the accounts
PEAK_MIB = 1_536.0
SEGMENTS = 5
PROJECT = Path(__file__).parents[1]

# Five kinds of accounts, with the features' own shapes: counts, money with zeros, unknown values.
_ACCOUNTS = """
copy (
    with drawn as (
        select
            i,
            hash(i) % 5 as kind,
            (hash(i, 1) % 1000000) / 1e6 as a,
            (hash(i, 2) % 1000000) / 1e6 as b,
            (hash(i, 3) % 1000000) / 1e6 as c,
            (hash(i, 4) % 1000000) / 1e6 as d
        from range({accounts}) as numbers (i)
    )
    select
        cast(i as int) as account_key,
        'A' || lpad(cast(i as varchar), 8, '0') as account_id,
        'G' || i // 3 as group_id,
        floor(10 + kind * 80 + a * 60) as days_since_last_invoice,
        floor(400 + b * 1000) as days_since_first_invoice,
        case when kind = 4 then 0 else floor(2 + (3 - kind) * 9 + a * 6) end as invoices_12m_count,
        case when kind = 4 then 0 else round(exp(9 - kind * 1.3 + b + c), 2) end
            as margin_12m_amount,
        case when kind = 4 then 0 else round(exp(10 - kind * 1.3 + b + c), 2) end
            as revenue_12m_amount,
        case when kind = 4 then 0 else floor(1 + (3 - kind) * 3 + c * 3) end
            as categories_12m_count,
        case when d > 0.1 then floor(abs(d * 20 - kind * 3)) end as days_late_value,
        (a + b) / 2 - kind * 0.1 as revenue_trend_value,
        case when d < 0.3 then 5 + floor(c * 5) end as satisfaction_value,
        c as online_share,
        case when kind = 2 then 0.1 + d / 10 else d / 20 end as discount_share,
        lpad(cast(floor(a * 40) as varchar), 2, '0') as industry_division_code,
        'region ' || floor(b * 12) as region,
        case when d < 0.7 then 'customer' else 'dealer' end as relationship_type,
        'class ' || floor(c * 4) as size_class
    from drawn
    order by hash(i, 5)
) to '{path}' (format parquet)
"""
_FEATURES = {
    "categories_12m_count": "none",
    "days_late_value": "log",
    "days_since_first_invoice": "log",
    "days_since_last_invoice": "log",
    "discount_share": "none",
    "invoices_12m_count": "log",
    "margin_12m_amount": "signed_log",
    "online_share": "none",
    "revenue_trend_value": "none",
    "satisfaction_value": "none",
}


@dataclass(frozen=True)
class SegmentMethods:
    """What the model step took.

    Attributes:
        small: With SMALL accounts.
        large: With LARGE accounts.
    """

    small: Measurement
    large: Measurement

    def goals(self) -> list[Goal]:
        """Compare with what was promised."""
        return [
            Goal(
                "model step, CPU: a million accounts times a hundred thousand",
                CPU_RATIO,
                self.large.cpu / self.small.cpu,
                "x",
            ),
            Goal(
                "model step, peak memory with a million accounts", PEAK_MIB, self.large.rss, "MiB"
            ),
        ]

    def report(self) -> str:
        """Lay out the figures as text."""
        found = {f"{SMALL:,} accounts": self.small, f"{LARGE:,} accounts": self.large}
        return "seven methods fitted, the accounts assigned by each clustering\n" + table(
            ("", "CPU s", "wall s", "RSS MiB"),
            [
                (name, f"{took.cpu:.1f}", f"{took.wall:.1f}", f"{took.rss:,.0f}")
                for name, took in found.items()
            ],
        )


def measure_methods(scratch: Path, repeats: int) -> SegmentMethods:
    """Make the accounts and run the model step on them.

    Args:
        scratch: Folder to work in.
        repeats: Runs per figure.

    Returns:
        The figures.

    Raises:
        FailedJob: A measured process failed.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    jobs = []
    for accounts in (SMALL, LARGE):
        path = scratch / f"{accounts}.parquet"
        duckdb.execute(_ACCOUNTS.format(accounts=accounts, path=path))
        command = [sys.executable, "-m", "benchmarks.segment_methods", str(path)]
        jobs.append(Job(str(accounts), command, PROJECT, {}, scratch / f"{accounts}.log"))
    measured = measure_side_by_side(jobs, repeats)
    return SegmentMethods(measured[str(SMALL)], measured[str(LARGE)])


def run(path: str) -> None:
    """Fit every method on the sample and assign all accounts by each clustering."""
    from klantcentraal.segmentation import (  # noqa: PLC0415 - part of what is measured
        candidates,
        training,
        yardstick,
    )

    features = [yardstick.YardstickFeature(*feature) for feature in _FEATURES.items()]
    rules = training.Rules(
        (training.RfmBlock("all", (0, 0, 0, 0), (5, 5, 5, 5)),),
        (training.SatisfactionBand(1, 0.0, None),),
        (training.ValueTier("A", 0.8), training.ValueTier("B", 1.0)),
    )
    with duckdb.connect() as connection:
        connection.execute("set threads = 2; set memory_limit = '512MB'")
        relation = connection.read_parquet(path)
        sample = yardstick.read_sample(relation, features)
        target = (np.nan_to_num(sample.values[:, 5]) > 10).astype(np.float64)
        settings = candidates.CandidateSettings(rules)
        rows = candidates.model_rows(sample, target, settings)
        counts = dict.fromkeys(candidates.CLUSTERINGS, (SEGMENTS,))
        for candidate in candidates.fit_candidates(rows, counts):
            if candidate.method_id in candidates.CLUSTERINGS:
                found = candidates.assign_accounts(candidate.fitted, relation, features)
                print(candidate.candidate_id, found.num_rows)


def main(arguments: Sequence[str]) -> None:
    """Run the model step, or without arguments measure it."""
    if arguments:
        run(arguments[0])


if __name__ == "__main__":
    main(sys.argv[1:])
