"""The planted segments: how the five kinds of buyers of the demo company behave.

Four kinds differ in rhythm, value, breadth, channel, discount, payment, tenure and satisfaction;
the fifth segment, lapsed, holds the accounts of any kind that stopped long enough ago. The numbers
keep the centres at least six within-segment standard deviations apart on the yardstick features
(METHOD-DETAILS 0 and 6), with enough noise that a clustering has something to do.
"""

from dataclasses import astuple, dataclass, fields

import duckdb

LAPSED = "lapsed"

# An account that stopped longer ago than this counts as lapsed instead of as its kind: with a third
# or less of its last twelve months left, its figures look like those of the lapsed.
LAPSED_AFTER_DAYS = 280


@dataclass(frozen=True)
class Kind:
    """How one kind of buyer behaves; medians and means over its accounts.

    Attributes:
        kind: Name of the kind and, unless it lapsed, of the planted segment.
        share: Share of all buyers that start as this kind.
        orders_per_year: Median number of orders a year; ln-sd is orders_sd.
        orders_sd: Standard deviation of ln(orders a year) between accounts.
        wallet_share: Median share of its yearly budget that an account spends here.
        lines: Mean number of lines of an order.
        categories: Mean number of product categories an account buys from.
        categories_sd: Standard deviation of that number.
        online_share: Mean share of the orders placed online.
        discounted_share: Share of the lines with a discount, unless the motive is price.
        discount: Mean discount on such a line, share of the list amount.
        price_share: Share of the accounts that buy on price.
        quality_share: Share of the accounts that buy on quality; the rest buys on brand.
        late_share: Share of the accounts of payer type late.
        early_share: Share of the accounts that bought before the four years began.
        last_entry_day: Latest first order of the others, in even days since the window began.
        first_entry_day: Earliest first order of the others.
        growth: Change of the rhythm over the account's life: from 1 - growth to 1 + growth.
        contract_share: Share of the accounts with relationship type contract.
        satisfaction: Mean satisfaction, 0..10.
        size_factor: Factor on the median number of employees of its sector.
        least_employees: Smallest number of employees.
    """

    kind: str
    share: float
    orders_per_year: float
    orders_sd: float
    wallet_share: float
    lines: float
    categories: float
    categories_sd: float
    online_share: float
    discounted_share: float
    discount: float
    price_share: float
    quality_share: float
    late_share: float
    early_share: float
    first_entry_day: int
    last_entry_day: int
    growth: float
    contract_share: float
    satisfaction: float
    size_factor: float
    least_employees: int


KINDS = (
    Kind(
        kind="key",
        share=0.1,
        orders_per_year=29,
        orders_sd=0.15,
        wallet_share=0.5,
        lines=2.5,
        categories=10.8,
        categories_sd=0.8,
        online_share=0.25,
        discounted_share=0.85,
        discount=0.08,
        price_share=0.2,
        quality_share=0.45,
        late_share=0.04,
        early_share=0.6,
        first_entry_day=60,
        last_entry_day=700,
        growth=0.0,
        contract_share=0.8,
        satisfaction=8.1,
        size_factor=12.0,
        least_employees=25,
    ),
    Kind(
        kind="loyal",
        share=0.27,
        orders_per_year=10.5,
        orders_sd=0.13,
        wallet_share=0.44,
        lines=2.3,
        categories=6.2,
        categories_sd=0.6,
        online_share=0.3,
        discounted_share=0.12,
        discount=0.08,
        price_share=0.15,
        quality_share=0.45,
        late_share=0.04,
        early_share=0.6,
        first_entry_day=60,
        last_entry_day=650,
        growth=0.0,
        contract_share=0.35,
        satisfaction=7.9,
        size_factor=1.6,
        least_employees=1,
    ),
    Kind(
        kind="growing",
        share=0.27,
        orders_per_year=10.5,
        orders_sd=0.2,
        wallet_share=0.44,
        lines=2.0,
        categories=3.2,
        categories_sd=0.5,
        online_share=0.82,
        discounted_share=0.2,
        discount=0.07,
        price_share=0.25,
        quality_share=0.4,
        late_share=0.04,
        early_share=0.0,
        first_entry_day=1050,
        last_entry_day=1390,
        growth=0.7,
        contract_share=0.1,
        satisfaction=7.8,
        size_factor=1.0,
        least_employees=1,
    ),
    Kind(
        kind="bargain",
        share=0.36,
        orders_per_year=4.8,
        orders_sd=0.12,
        wallet_share=0.38,
        lines=1.4,
        categories=1.4,
        categories_sd=0.5,
        online_share=0.6,
        discounted_share=0.85,
        discount=0.16,
        price_share=0.7,
        quality_share=0.15,
        late_share=0.9,
        early_share=0.45,
        first_entry_day=60,
        last_entry_day=800,
        growth=0.0,
        contract_share=0.0,
        satisfaction=7.1,
        size_factor=0.5,
        least_employees=1,
    ),
)


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Creates table demo_kinds: one row per kind, the fields of Kind and the running share_to.

    Args:
        connection: The database in which the demo company is built.
    """
    names = [field.name for field in fields(Kind)]
    running = 0.0
    rows = []
    for kind in KINDS:
        running += kind.share
        rows.append((*astuple(kind), round(running, 6)))
    types = ["varchar" if name == "kind" else "double" for name in names]
    columns = ", ".join(f"{name} {kind}" for name, kind in zip(names, types, strict=True))
    connection.execute(f"create table demo_kinds ({columns}, share_to double)")
    marks = ", ".join("?" for _ in rows[0])
    connection.executemany(f"insert into demo_kinds values ({marks})", rows)
