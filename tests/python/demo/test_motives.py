import numpy as np
import pandas as pd
import pytest

from demo.planted import build

SHARES = """
    with lines as (
        select
            documents.account,
            documents.document_number,
            products.brand,
            products.price_tier,
            lines.net_amount::double as net_amount,
            lines.discount_amount::double as discount_amount
        from demo_documents as documents
        inner join demo_document_lines as lines
            on documents.document_number = lines.document_number
        inner join demo_products as products
            on lines.product_id = products.product_id
        where not documents.is_credit_note
    ),
    brands as (
        select account, brand, sum(net_amount) as net_amount
        from lines
        group by account, brand
    ),
    tops as (
        select account, max(net_amount) as net_amount
        from brands
        group by account
    )
    select
        buyers.account,
        buyers.motive,
        buyers.kind,
        count(distinct lines.document_number) as invoice_count,
        sum(lines.discount_amount) / sum(lines.net_amount + lines.discount_amount) as price,
        coalesce(sum(lines.net_amount) filter (lines.price_tier = 'premium'), 0)
            / sum(lines.net_amount) as quality,
        any_value(tops.net_amount) / sum(lines.net_amount) as brand
    from lines
    inner join tops
        on lines.account = tops.account
    inner join demo_buyers as buyers
        on lines.account = buyers.account
    group by buyers.account, buyers.motive, buyers.kind
    order by buyers.account
"""
MOTIVES = ["price", "quality", "brand"]


@pytest.fixture(scope="module", params=[7, 11, 23])
def accounts(request: pytest.FixtureRequest) -> pd.DataFrame:
    with build(1200, request.param) as connection:
        return connection.execute(SHARES).df()


def test_motives__show_in_discount_tier_and_brand(accounts: pd.DataFrame) -> None:
    ranks = accounts[MOTIVES].rank(pct=True)
    found = np.array(MOTIVES)[ranks.to_numpy().argmax(axis=1)]
    judged = accounts["invoice_count"] >= 5
    agreement = (found == accounts["motive"])[judged]
    assert 0.6 <= agreement.mean() < 0.95
    for motive in MOTIVES:
        assert agreement[accounts.loc[judged, "motive"] == motive].mean() >= 0.6, motive


def test_motives__differ_by_kind_but_not_strictly(accounts: pd.DataFrame) -> None:
    shares = pd.crosstab(accounts["kind"], accounts["motive"], normalize="index")
    assert shares["price"]["bargain"] > 0.6
    assert shares.drop("bargain")["price"].max() < 0.4
    assert shares.to_numpy().min() > 0.05
