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
LAPSED_AFTER_DAYS = 240


@dataclass(frozen=True)
class Kind:
    """How one kind of buyer behaves; medians and means over its accounts.

    Attributes:
        kind: Name of the kind and, unless it lapsed, of the planted segment.
        share: Share of all buyers that start as this kind.
        orders_per_year: Median number of orders a year; ln-sd is orders_sd.
        orders_sd: Standard deviation of ln(orders a year) between accounts.
        order_amount: Median net amount of an order in euro.
        order_amount_sd: Standard deviation of ln(order amount) between accounts.
        lines: Mean number of lines of an order.
        categories: Mean number of product categories an account buys from.
        categories_sd: Standard deviation of that number.
        online_share: Mean share of the orders placed online.
        discounted_share: Share of the lines with a discount.
        discount: Mean discount on such a line, share of the list amount.
        late_share: Share of the accounts of payer type late.
        early_share: Share of the accounts that bought before the four years began.
        last_entry_day: Latest first order of the others, in even days since the window began.
        first_entry_day: Earliest first order of the others.
        growth: Change of the rhythm over the account's life: from 1 - growth to 1 + growth.
        contract_share: Share of the accounts with relationship type contract.
        stop_rate: Chance per year that an account stops, for a punctual one without a contract.
        satisfaction: Mean satisfaction, 0..10.
        size_factor: Factor on the median number of employees of its sector.
    """

    kind: str
    share: float
    orders_per_year: float
    orders_sd: float
    order_amount: float
    order_amount_sd: float
    lines: float
    categories: float
    categories_sd: float
    online_share: float
    discounted_share: float
    discount: float
    late_share: float
    early_share: float
    first_entry_day: int
    last_entry_day: int
    growth: float
    contract_share: float
    stop_rate: float
    satisfaction: float
    size_factor: float


KINDS = (
    Kind(
        kind="key",
        share=0.095,
        orders_per_year=31,
        orders_sd=0.15,
        order_amount=1000,
        order_amount_sd=0.36,
        lines=2.7,
        categories=10.8,
        categories_sd=0.8,
        online_share=0.25,
        discounted_share=0.85,
        discount=0.08,
        late_share=0.04,
        early_share=0.6,
        first_entry_day=60,
        last_entry_day=700,
        growth=0.0,
        contract_share=0.8,
        stop_rate=0.05,
        satisfaction=8.1,
        size_factor=5.0,
    ),
    Kind(
        kind="loyal",
        share=0.26,
        orders_per_year=9,
        orders_sd=0.13,
        order_amount=430,
        order_amount_sd=0.32,
        lines=2.3,
        categories=6.2,
        categories_sd=0.6,
        online_share=0.3,
        discounted_share=0.12,
        discount=0.08,
        late_share=0.04,
        early_share=0.6,
        first_entry_day=60,
        last_entry_day=650,
        growth=0.0,
        contract_share=0.35,
        stop_rate=0.07,
        satisfaction=7.9,
        size_factor=1.3,
    ),
    Kind(
        kind="growing",
        share=0.27,
        orders_per_year=9,
        orders_sd=0.2,
        order_amount=360,
        order_amount_sd=0.35,
        lines=2.0,
        categories=3.2,
        categories_sd=0.5,
        online_share=0.82,
        discounted_share=0.2,
        discount=0.07,
        late_share=0.04,
        early_share=0.0,
        first_entry_day=1050,
        last_entry_day=1390,
        growth=0.7,
        contract_share=0.1,
        stop_rate=0.08,
        satisfaction=7.8,
        size_factor=1.0,
    ),
    Kind(
        kind="bargain",
        share=0.375,
        orders_per_year=4.6,
        orders_sd=0.12,
        order_amount=105,
        order_amount_sd=0.32,
        lines=1.4,
        categories=1.4,
        categories_sd=0.5,
        online_share=0.6,
        discounted_share=0.85,
        discount=0.16,
        late_share=0.9,
        early_share=0.45,
        first_entry_day=60,
        last_entry_day=800,
        growth=0.0,
        contract_share=0.0,
        stop_rate=0.1,
        satisfaction=7.0,
        size_factor=0.6,
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
