"""Small companies for the tests of the generator, and the yardstick features of their accounts."""

import functools
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from klantcentraal.demo import company

PROJECT = Path(__file__).parents[3]
COMMITTED = PROJECT / "seeds" / "demo"
COMMITTED_TRUTH = PROJECT / "seeds" / "demo_truth"

_FEATURES = """
    with invoices as (
        select
            documents.*,
            lines.net_amount,
            lines.margin_amount,
            lines.discount_amount,
            lines.gross_amount,
            documents.invoice_date > date '2025-06-30' as is_last_year,
            documents.invoice_date between date '2024-07-01' and date '2025-06-30' as is_prior_year
        from demo_documents as documents
        inner join (
            select
                document_number,
                sum(net_amount)::double as net_amount,
                sum(net_amount - cost_amount)::double as margin_amount,
                sum(discount_amount)::double as discount_amount,
                sum(net_amount + tax_amount)::double as gross_amount
            from demo_document_lines
            group by document_number
        ) as lines
            on documents.document_number = lines.document_number
    ),
    lump_sums as (
        select
            account_id,
            payment_date,
            sum(amount) over (partition by account_id order by payment_number) as amount_to
        from demo_payments
        where invoice_id is null
    ),
    lump_bills as (
        select
            invoice_id,
            payer_id,
            sum(gross_amount) over (partition by payer_id order by due_date, invoice_id)
                as amount_to
        from invoices
        where gross_amount > 0 and payer_id in (select account_id from lump_sums)
    ),
    paid as (
        select invoice_id, max(payment_date) as paid_date
        from demo_payments
        where invoice_id is not null
        group by invoice_id
        union all
        select lump_bills.invoice_id, min(lump_sums.payment_date) as paid_date
        from lump_bills
        inner join lump_sums
            on lump_bills.payer_id = lump_sums.account_id
            and lump_bills.amount_to <= lump_sums.amount_to + 0.01
        group by lump_bills.invoice_id
    ),
    delays as (
        select
            invoices.payer_account,
            count(*) as due_count,
            sum(gross_amount * greatest(0, date_diff(
                'day', due_date, coalesce(paid_date, date '2026-06-30')
            ))) / sum(gross_amount) as days_late
        from invoices
        left join paid
            on invoices.invoice_id = paid.invoice_id
        where not is_credit_note and due_date between date '2025-07-01' and date '2026-06-30'
        group by invoices.payer_account
    ),
    purchases as (
        select
            account,
            date '2026-06-30' - max(invoice_date) filter (not is_credit_note) as days_since_last,
            date '2026-06-30' - min(invoice_date) filter (not is_credit_note) as days_since_first,
            count(*) filter (not is_credit_note and is_last_year) as invoice_count,
            coalesce(sum(net_amount) filter (is_last_year), 0) as revenue,
            coalesce(sum(net_amount) filter (is_prior_year), 0) as prior_revenue,
            coalesce(sum(margin_amount) filter (is_last_year), 0) as margin,
            avg((sales_channel = 'online')::int) filter (not is_credit_note and is_last_year)
                as online_share,
            sum(discount_amount) filter (is_last_year)
                / nullif(sum(net_amount + discount_amount) filter (is_last_year), 0)
                as discount_share
        from invoices
        group by account
    ),
    breadth as (
        select invoices.account, count(distinct products.product_category) as category_count
        from invoices
        inner join demo_document_lines as lines
            on invoices.document_number = lines.document_number
        inner join demo_products as products
            on lines.product_id = products.product_id
        where invoices.is_last_year and not invoices.is_credit_note
        group by invoices.account
    ),
    satisfaction as (
        select account_id, avg(satisfaction_score) as satisfaction
        from demo_survey_responses
        where responded_at >= timestamp '2025-07-01'
        group by account_id
    )
    select
        buyers.account,
        buyers.segment,
        buyers.payer_type,
        delays.due_count,
        delays.days_late,
        purchases.* exclude (account),
        breadth.category_count,
        satisfaction.satisfaction
    from demo_buyers as buyers
    inner join demo_account_terms as terms
        on buyers.account = terms.account
    inner join purchases
        on buyers.account = purchases.account
    left join delays
        on buyers.payer_account = delays.payer_account
    left join breadth
        on buyers.account = breadth.account
    left join satisfaction
        on terms.account_id = satisfaction.account_id
    order by buyers.account
"""


def build(accounts: int, seed: int) -> duckdb.DuckDBPyConnection:
    """Builds a company in memory and gives the database with its demo_* tables."""
    connection = duckdb.connect(config={"threads": 2, "asof_loop_join_threshold": 0})
    company.build(connection, accounts, seed)
    return connection


@functools.cache
def features_of(accounts: int, seed: int) -> pd.DataFrame:
    """Gives the features of a company built for this; read only."""
    with build(accounts, seed) as connection:
        return features(connection)


def features(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Gives one row per buyer: what is planted and the figures at the end of the four years."""
    return connection.execute(_FEATURES).df()


def yardstick(accounts: pd.DataFrame) -> pd.DataFrame:
    """Gives the ten yardstick features (METHOD-DETAILS 6), winsorised, logged, robustly scaled."""
    revenue = accounts["revenue"].clip(lower=0)
    prior_revenue = accounts["prior_revenue"].clip(lower=0)
    margin = accounts["margin"].astype(float)
    values = pd.DataFrame(
        {
            "recency": np.log1p(accounts["days_since_last"].astype(float)),
            "frequency": np.log1p(accounts["invoice_count"].astype(float)),
            "margin": np.sign(margin) * np.log1p(margin.abs()),
            "breadth": accounts["category_count"].astype(float).fillna(0),
            "online_share": accounts["online_share"].astype(float),
            "discount_share": accounts["discount_share"].astype(float),
            "days_late": np.log1p(accounts["days_late"].astype(float)),
            "tenure": np.log1p(accounts["days_since_first"].astype(float)),
            "trend": (revenue - prior_revenue) / (revenue + prior_revenue),
            "satisfaction": accounts["satisfaction"].astype(float),
        }
    )
    values = values.clip(values.quantile(0.01), values.quantile(0.99), axis=1)
    spread = values.quantile(0.75) - values.quantile(0.25)
    return ((values - values.median()) / spread).fillna(0)
